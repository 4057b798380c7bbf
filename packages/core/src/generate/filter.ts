import { displayName, tableOf } from "../schema/catalog.ts"
import { isTablePart, type Schema, type SchemaNode } from "../schema/model.ts"
import type { AutogenerateSettings, FilteredObject, ObjectFilter, ObjectPattern } from "./settings.ts"

/** The part of a schema that is looked at. */
export function filtered(
  schema: Schema,
  { include, exclude }: Pick<AutogenerateSettings, "include" | "exclude">,
): Schema {
  if (include === undefined && exclude === undefined) return schema
  const isIncluded = include === undefined ? () => true : matcher(include)
  const isExcluded = exclude === undefined ? () => false : matcher(exclude)
  return { ...schema, nodes: lookedAt(schema.nodes, isIncluded, isExcluded) }
}

type Matches = (object: FilteredObject) => boolean

function lookedAt(
  nodes: readonly SchemaNode[],
  isIncluded: Matches,
  isExcluded: Matches,
): readonly SchemaNode[] {
  const left = new Set<string>()
  for (const node of nodes) {
    if (isTablePart(node) || node.kind === "namespace") continue
    const object = seen(node)
    if (!isIncluded(object) || isExcluded(object)) left.add(displayName(node))
  }
  return nodes.filter((node) => {
    if (isTablePart(node)) return !left.has(displayName(tableOf(node))) && !isExcluded(seen(node))
    // A schema of the database stays for the sake of what lies in it.
    if (node.kind === "namespace") return !isExcluded(seen(node))
    return !left.has(displayName(node))
  })
}

function seen(node: SchemaNode): FilteredObject {
  return {
    kind: node.kind === "defined" ? node.type : node.kind,
    ...("schema" in node && node.schema !== undefined ? { schema: node.schema } : {}),
    ...(isTablePart(node) ? { table: node.table } : {}),
    name: node.name,
    node,
  }
}

function matcher(filters: ObjectFilter | readonly ObjectFilter[]): Matches {
  const list = Array.isArray(filters) ? (filters as readonly ObjectFilter[]) : [filters as ObjectFilter]
  const matchers = list.map((filter): Matches => {
    if (typeof filter === "function") return filter
    return typeof filter === "string" ? nameMatcher(filter) : patternMatcher(filter)
  })
  return (object) => matchers.some((matches) => matches(object))
}

// `billing.*` may be a schema's, `hotels.by_hand` a part of a table.
function nameMatcher(text: string): Matches {
  const matches = textMatcher(text)
  return ({ schema, table, name }) =>
    [[name], [table, name], [schema, name], [schema, table, name]].some(
      (parts) => parts.every((part) => part !== undefined) && matches(parts.join(".")),
    )
}

function patternMatcher({ kind, schema, table, name }: ObjectPattern): Matches {
  const all: Matches[] = []
  const kinds = kind === undefined ? undefined : [kind].flat()
  if (kinds !== undefined) all.push((object) => kinds.includes(object.kind))
  if (schema !== undefined) {
    const matches = anyOf(schema)
    all.push((object) => matches(object.kind === "namespace" ? object.name : (object.schema ?? "")))
  }
  if (table !== undefined) {
    const matches = anyOf(table)
    all.push((object) => matches(object.kind === "table" ? object.name : (object.table ?? "")))
  }
  if (name !== undefined) {
    const matches = anyOf(name)
    all.push((object) => matches(object.name))
  }
  return (object) => all.every((matches) => matches(object))
}

function anyOf(patterns: string | RegExp | readonly (string | RegExp)[]): (text: string) => boolean {
  const matchers = [patterns].flat().map((pattern) => textMatcher(pattern))
  return (text) => matchers.some((matches) => matches(text))
}

function textMatcher(pattern: string | RegExp): (text: string) => boolean {
  if (typeof pattern !== "string") return (text) => text.search(pattern) >= 0
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll("*", ".*")
    .replaceAll("?", ".")
  const whole = new RegExp(`^${source}$`, "s")
  return (text) => whole.test(text)
}
