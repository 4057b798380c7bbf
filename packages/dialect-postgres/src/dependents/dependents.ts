import type {
  Catalog,
  ColumnNode,
  DefinedNode,
  ForeignKeyNode,
  ObjectName,
  TableNode,
} from "@aludel/core/dialect"
import { nodeKey, tableOf } from "@aludel/core/dialect"

import { isRoutine } from "../ddl/routine-name.ts"
import { namesColumn, namesObject, type Words } from "../ddl/words.ts"
import { changedBy, type Changed } from "./changed.ts"
import { inOrder } from "./order.ts"
import { speakers, type Speaker } from "./speakers.ts"

/** A check, an exclusion constraint, an index or a foreign key. */
export type Bound = Extract<Speaker, { readonly role: "bound" }>["node"] | ForeignKeyNode

/** A domain with what of it stands on what changes: its default, the checks of these names. */
export interface DomainParts {
  readonly node: DefinedNode
  readonly default: boolean
  readonly checks: ReadonlySet<string>
  /** Whether it is made anew itself, and so has them again. */
  readonly isRemade: boolean
}

/** What stands on something that changes, directly or not. */
export interface Dependents {
  /** Types that must be made anew themselves. */
  readonly types: readonly DefinedNode[]
  /** Columns of types that are made anew. */
  readonly columns: readonly ColumnNode[]
  /** Columns whose default must be said again. */
  readonly defaults: readonly ColumnNode[]
  readonly overrides: readonly {
    readonly table: TableNode
    readonly column: string
    readonly value: string
  }[]
  /** Generated columns. */
  readonly computed: readonly ColumnNode[]
  readonly bound: readonly Bound[]
  readonly domains: readonly DomainParts[]
  /** Routines, views, triggers and policies. */
  readonly objects: readonly DefinedNode[]
  /** The types and objects, each behind what it mentions. */
  readonly order: readonly DefinedNode[]
}

/**
 * What PostgreSQL refuses a change over. It is found by the names in texts, so something may be found that only seems to
 * stand on what changes; what the text of a function says to itself is not looked at, as PostgreSQL does not either.
 */
export function dependents(changed: readonly Changed[], before: Catalog | undefined): Dependents {
  const speakersOf = speakers(before)
  const found = new Map<string, Speaker>()
  const roots = new Set(changed.map(changeKey))
  const isRoot = (node: DefinedNode) =>
    node.table === undefined && changedBy(node).some((change) => roots.has(changeKey(change)))
  const open = [...changed]
  for (let change = open.pop(); change !== undefined; change = open.pop()) {
    const names = change.what === "column" ? [change.column, change.object.name] : [change.object.name]
    for (const speaker of names.flatMap(speakersOf)) {
      const key = speakerKey(speaker)
      if (found.has(key) || !standsOn(speaker, change)) continue
      if ((speaker.role === "object" || speaker.role === "type") && isRoot(speaker.node)) continue
      found.set(key, speaker)
      open.push(...changesWith(speaker))
      if (speaker.role === "domain" && !isRoot(speaker.node) && isContained(speaker.node, speakersOf)) {
        found.set(speakerKey({ ...speaker, role: "type" }), { ...speaker, role: "type" })
        open.push(...changedBy(speaker.node))
      }
    }
  }
  return sorted([...found.values()], isRoot)
}

// PostgreSQL adds no check to a domain that is within rows, arrays or ranges of a table.
function isContained(domain: DefinedNode, speakersOf: (name: string) => readonly Speaker[]): boolean {
  return speakersOf(domain.name).some(
    (speaker) =>
      (speaker.role === "typed" && speaker.node.type.endsWith("]")) ||
      (speaker.role === "type" && speaker.node.type !== "domain"),
  )
}

function changesWith(speaker: Speaker): readonly Changed[] {
  if (speaker.role === "typed") {
    const { node } = speaker
    return [{ what: "column", object: tableOf(node), column: node.name, isAnew: true }]
  }
  if (speaker.role !== "object" && speaker.role !== "type") return []
  return speaker.node.table === undefined ? changedBy(speaker.node) : []
}

function standsOn(speaker: Speaker, change: Changed): boolean {
  const { words } = speaker
  if (change.what === "column") return standsOnColumn(speaker, change)
  switch (speaker.role) {
    case "typed":
      return change.what === "type" && isOf(speaker.node, change.object, words)
    case "type":
      return change.what === "type" && namesObject(words, change.object)
    case "object":
      return isOn(speaker.node, change) || namesObject(words, change.object)
    case "key":
      return false
    default:
      return change.what !== "relation" && namesObject(words, change.object)
  }
}

function standsOnColumn(
  { words, ...speaker }: Speaker,
  { object, column, isAnew }: Extract<Changed, { readonly what: "column" }>,
): boolean {
  const { node } = speaker
  const isInTable =
    "table" in node && node.table !== undefined && isSame(tableOf({ ...node, table: node.table }), object)
  const names = () => words.some(({ name }) => name === column)
  switch (speaker.role) {
    case "computed":
      return isInTable && node.name !== column && names()
    case "bound":
      return isAnew === true && isInTable && names()
    case "key":
      return isAnew === true && isKeyOf(speaker.node, object, column)
    case "object":
      if (isInTable) return names()
      return (
        speaker.node.type !== "trigger" && isUnderstood(speaker.node) && namesColumn(words, object, column)
      )
    default:
      return false
  }
}

// PostgreSQL converts one side of a key at a time, and finds then that they don't fit.
function isKeyOf(key: ForeignKeyNode, table: ObjectName, column: string): boolean {
  return (
    (isSame(tableOf(key), table) && key.columns.includes(column)) ||
    (isSame(tableOf(key.references), table) && key.references.columns.includes(column))
  )
}

/** Whether PostgreSQL knows what an object stands on: the body of most routines is text to it. */
export function isUnderstood({ type, definition = "" }: DefinedNode): boolean {
  return !isRoutine(type) || /\bbegin\s+atomic\b/i.test(definition)
}

function isOf({ enum: enumeration }: ColumnNode, type: ObjectName, spelled: Words): boolean {
  if (enumeration !== undefined) return isSame(enumeration, type)
  const [last, ...rest] = spelled.toReversed()
  return (
    last?.name === type.name &&
    rest.length === (type.schema === undefined ? 0 : 1) &&
    rest[0]?.name === type.schema
  )
}

function isOn({ schema, table }: DefinedNode, { what, object }: Changed): boolean {
  return (
    what === "relation" &&
    table !== undefined &&
    isSame({ ...(schema === undefined ? {} : { schema }), name: table }, object)
  )
}

function isSame(a: ObjectName, b: ObjectName): boolean {
  return a.name === b.name && a.schema === b.schema
}

function changeKey({ what, object }: Changed): string {
  return JSON.stringify([what, object.schema ?? "", object.name])
}

function speakerKey(speaker: Speaker): string {
  const part =
    speaker.role === "override" ? speaker.column : speaker.role === "domain" ? speaker.check : undefined
  return JSON.stringify([speaker.role, nodeKey(speaker.node), part ?? ""])
}

function sorted(found: readonly Speaker[], isRoot: (node: DefinedNode) => boolean): Dependents {
  const of = <R extends Speaker["role"]>(role: R) =>
    found.filter((speaker): speaker is Extract<Speaker, { readonly role: R }> => speaker.role === role)
  const types = new Set<DefinedNode>(of("type").map(({ node }) => node))
  const columns = of("typed").map(({ node }) => node)
  const { generated = [], plain = [] } = Object.groupBy(columns, (column) =>
    column.generated === undefined ? "plain" : "generated",
  )
  return {
    types: [...types],
    columns,
    defaults: unique([
      ...of("default").map(({ node }) => node),
      ...plain.filter((column) => column.default !== undefined),
    ]),
    overrides: of("override").map(({ node, column, value }) => ({ table: node, column, value })),
    computed: unique([...of("computed").map(({ node }) => node), ...generated]),
    bound: [...of("bound"), ...of("key")].map(({ node }) => node),
    domains: domainParts(of("domain"), (node) => types.has(node) || isRoot(node)),
    objects: of("object").map(({ node }) => node),
    order: inOrder(found),
  }
}

function domainParts(
  parts: readonly Extract<Speaker, { readonly role: "domain" }>[],
  isRemade: (node: DefinedNode) => boolean,
): readonly DomainParts[] {
  return [...Map.groupBy(parts, ({ node }) => node)].map(([node, each]) => ({
    node,
    default: each.some(({ check }) => check === undefined),
    checks: new Set(each.flatMap(({ check }) => (check === undefined ? [] : [check]))),
    isRemade: isRemade(node),
  }))
}

function unique(columns: readonly ColumnNode[]): readonly ColumnNode[] {
  return [...new Map(columns.map((column) => [nodeKey(column), column])).values()]
}

/** Whether anything at all stands on it. */
export function isAny(found: Dependents): boolean {
  return Object.values(found).some((list: readonly unknown[]) => list.length > 0)
}
