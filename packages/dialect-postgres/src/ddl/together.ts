import type {
  AlterColumn,
  Catalog,
  CompileContext,
  DefinedNode,
  Operation,
  ReplaceObject,
  Step,
  Together,
} from "@aludel/core/dialect"
import { catalog, definitionOf, nodeKey } from "@aludel/core/dialect"

import { compilers } from "../compilers.ts"
import { changedBy } from "../dependents/changed.ts"
import type { Replacing } from "../dependents/recreation.ts"
import { joined } from "./joined.ts"
import { needsBefore } from "./needs-before.ts"
import { tablePath } from "./path-text.ts"
import { isRoutine } from "./routine-name.ts"
import { namesObject, words } from "./words.ts"

/**
 * Changes of one table that follow each other are one `alter table`, so that it is locked and rewritten once. PostgreSQL
 * does the parts of one in an order of its own (what is dropped first, then types, then new columns, constraints last),
 * so only changes that have the same place in it are joined, and none of what another one touches. So are views that are
 * replaced after each other, and a function before them: what stands on the first comes back as what it becomes.
 * https://www.postgresql.org/docs/18/sql-altertable.html
 */
export const together: Together = {
  joins(operations, next) {
    const [first] = operations
    if (first === undefined) return false
    if (isReplaced(first)) return isReplaced(next) && [...operations, next].some(isOfView)
    if (!isChange(first) || !isChange(next)) return false
    return (
      first.schema === next.schema &&
      first.table === next.table &&
      places[first.kind] === places[next.kind] &&
      operations.filter(isChange).every((each) => areApart(each, next))
    )
  },
  compile(operations, context) {
    const [first] = operations
    if (first === undefined) return []
    if (isReplaced(first)) return replacedTogether(operations, context)
    return isChange(first) ? joined(oneByOne(operations, context), tablePath(first, context)) : []
  },
}

const places = {
  dropColumn: "drop",
  dropConstraint: "drop",
  alterColumn: "alter",
  addColumn: "add column",
  addConstraint: "add constraint",
} as const

type Kind = keyof typeof places

interface Change extends Operation {
  readonly kind: Kind
  readonly schema?: string
  readonly table: string
  readonly name: string
}

function isChange(operation: Operation): operation is Change {
  return Object.hasOwn(places, operation.kind)
}

// `using` sees the rows as they are before the statement: not what another change in it makes of them.
function areApart(one: Change, other: Change): boolean {
  return one.name !== other.name && !speaksOf(one, other.name) && !speaksOf(other, one.name)
}

// A name within another is found, too: it costs one statement more.
function speaksOf(operation: Operation, name: string): boolean {
  const { using } = operation as Partial<AlterColumn>
  return using?.toLowerCase().includes(name.toLowerCase()) === true
}

interface Replaced extends Operation {
  readonly kind: "replaceObject"
  readonly to: DefinedNode
}

function isReplaced(operation: Operation): operation is Replaced {
  const { kind, to } = operation as ReplaceObject
  return kind === "replaceObject" && (isRoutine(to.type) || isView(to))
}

function isOfView(operation: Operation): boolean {
  return isReplaced(operation) && isView(operation.to)
}

function isView({ type }: DefinedNode): boolean {
  return type === "view" || type === "materialized view"
}

function replacedTogether(operations: readonly Operation[], context: CompileContext): readonly Step[] {
  const replaced = operations.filter(isReplaced)
  const coming = new Map(replaced.map(({ to }) => [nodeKey(to), to]))
  return oneByOne(inOrder(replaced, context.before), { ...context, coming } as Replacing).flat()
}

// Each behind what it then stands on, also through views that stay: reversed they come the other way round.
function inOrder(replaced: readonly Replaced[], before: Catalog | undefined): readonly Replaced[] {
  const byKey = new Map(replaced.map((operation) => [nodeKey(operation.to), operation]))
  const staying = (before?.schema().nodes ?? []).filter(
    (node): node is DefinedNode => node.kind === "defined" && isView(node) && !byKey.has(nodeKey(node)),
  )
  const nodes = [...replaced.map(({ to }) => to), ...staying]
  const ordered: Replaced[] = []
  const begun = new Set<DefinedNode>()
  const visit = (node: DefinedNode): void => {
    if (begun.has(node)) return
    begun.add(node)
    const text = words(node.definition ?? "")
    for (const other of nodes)
      if (changedBy(other).some(({ object }) => namesObject(text, object))) visit(other)
    const operation = byKey.get(nodeKey(node))
    if (operation !== undefined) ordered.push(operation)
  }
  for (const { to } of replaced) visit(to)
  return ordered
}

/** Each operation as it is compiled by itself, the schema carried on for those that look at it. */
function oneByOne(operations: readonly Operation[], context: CompileContext): readonly (readonly Step[])[] {
  const { before: known } = context
  const schema = known && { ...catalog(known.schema()), rights: (key: string) => known.rights(key) }
  return operations.map((operation) => {
    const { isDone, resolve, apply, compile, ...definition } = definitionOf(operation)
    const looks = needsBefore(operation) || definition.needsBefore?.(operation) === true
    const before = looks ? schema : undefined
    const isNeeded = before === undefined || isDone?.(operation, before) !== true
    const resolved = before === undefined ? operation : (resolve?.(operation, before) ?? operation)
    const compiler = isChange(operation) ? compilers[operation.kind] : compile
    const steps = isNeeded ? compiler(resolved as never, { ...context, before }) : []
    if (schema !== undefined) apply(operation, schema)
    return steps
  })
}
