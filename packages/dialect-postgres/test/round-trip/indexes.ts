import type { IndexKey, IndexNode } from "@aludel/core/dialect"

import { orderly } from "./checks.ts"
import type { Choices } from "./choices.ts"
import { condition, isPartitioned, partOf, type Ground, type GroundColumn, type Relation } from "./ground.ts"
import { partitionColumns, takesKeys } from "./keys.ts"
import { comment, printedPath, quoted } from "./names.ts"
import { collation } from "./types.ts"

/** Makes an index on a table or a materialized view. */
export function makeIndex(ground: Ground, choose: Choices): void {
  const found = ground.relations.filter(
    (relation) =>
      relation.kind !== "view" && relation.columns.some(({ generated }) => generated !== "virtual"),
  )
  if (found.length === 0) return
  const relation = choose.pick(found)
  const stored = relation.columns.filter(({ generated }) => generated !== "virtual")
  const special = choose.chance(50) ? methodIndex(ground, choose, stored) : undefined
  const index = special ?? btreeIndex(ground, choose, relation, stored)
  if (index === undefined) return
  const node: IndexNode = {
    kind: "index",
    ...partOf(relation),
    name: ground.name(choose),
    ...index,
    ...(hasPartitions(ground, relation) && index.unique !== true
      ? choose.maybe(40, () => ({ only: true as const }))
      : undefined),
    ...choose.maybe(25, () => ({ where: condition(ground, choose, stored, { functions: true }) })),
    ...comment(choose),
  }
  ground.nodes.push(node)
  if (node.unique === true && node.where === undefined) remember(ground, choose, relation, node)
}

function hasPartitions({ nodes }: Ground, { schema, name }: Relation): boolean {
  return nodes.some(
    (node) => node.kind === "table" && node.partitionOf?.table === name && node.partitionOf.schema === schema,
  )
}

// A unique index does as a key that others point at, and says which row was meant.
function remember(ground: Ground, choose: Choices, relation: Relation, { keys, name }: IndexNode): void {
  const columns = keys.flatMap((key) => ("column" in key ? [key.column] : []))
  if (columns.length < keys.length || relation.kind !== "table") return
  const plain = keys.every((key) => key.operatorClass === undefined && key.collation === undefined)
  if (plain) relation.keys.push({ columns })
  const strict = columns.every(
    (column) => relation.columns.find((one) => one.name === column)?.nullable !== true,
  )
  const weak = relation.columns.some(
    ({ name: column, node, isWeak }) =>
      columns.includes(column) && (isWeak === true || node?.notNull !== undefined),
  )
  if (!strict || weak || !choose.chance(50) || isPartitioned(relation)) return
  const position = ground.nodes.findIndex(
    (node) => node.kind === "table" && node.name === relation.name && node.schema === relation.schema,
  )
  const table = ground.nodes[position]!
  if (table.kind === "table") ground.nodes[position] = { ...table, replicaIdentity: { index: name } }
}

type Shape = Omit<IndexNode, "kind" | "schema" | "table" | "name" | "where" | "comment">

function btreeIndex(
  ground: Ground,
  choose: Choices,
  relation: Relation,
  stored: readonly GroundColumn[],
): Shape | undefined {
  const ordered = stored.filter(({ type }) => type.ordered === true)
  // A materialized view has rows, which a unique index may not suit.
  const unique =
    choose.chance(40) && takesKeys(relation) && (relation.kind === "table" || relation.unpopulated === true)
  const needed = unique ? partitionColumns(relation) : []
  if (needed.some((column) => !ordered.includes(column))) return undefined
  const chosen = choose.some(
    ordered.filter((column) => !needed.includes(column)),
    needed.length > 0 ? 0 : 1,
    3,
  )
  const columns = [...needed, ...chosen]
  const keys = columns.map((column) => columnKey(choose, column, needed.includes(column)))
  const withExpression = choose.chance(35) ? [...keys, expressionKey(ground, choose, stored)] : keys
  if (withExpression.length === 0) return undefined
  const rest = stored.filter((column) => !columns.includes(column))
  return {
    keys: withExpression,
    ...(unique ? { unique } : {}),
    ...(rest.length > 0
      ? choose.maybe(20, () => ({ include: choose.some(rest, 1, 2).map(({ name }) => name) }))
      : undefined),
    ...(unique && ground.server.major >= 15
      ? choose.maybe(30, () => ({ nullsNotDistinct: true as const }))
      : undefined),
    ...choose.maybe(15, () => ({ parameters: { deduplicate_items: "off", fillfactor: "80" } })),
  }
}

function columnKey(choose: Choices, { name, type, collation: own }: GroundColumn, plain: boolean): IndexKey {
  const classes = type.operatorClasses?.["btree"] ?? []
  return orderly({
    column: name,
    ...choose.maybe(20, () => ({ descending: true as const })),
    ...choose.maybe(20, () => ({ nulls: choose.pick(["first", "last"] as const) })),
    ...(type.collatable === true && !plain ? choose.maybe(20, () => collation(choose, own)) : undefined),
    ...(classes.length > 0 && !plain
      ? choose.maybe(30, () => ({ operatorClass: choose.pick(classes) }))
      : undefined),
  })
}

function expressionKey(ground: Ground, choose: Choices, stored: readonly GroundColumn[]): IndexKey {
  const words = stored.filter(({ type }) => type.type === "text")
  const numbers = stored.filter(({ type }) => type.type === "integer")
  const functions = ground.functions.filter(({ use }) => use === "number")
  if (words.length > 0 && choose.chance(40)) {
    const { name, collation: own } = choose.pick(words)
    return {
      expression: `lower(${quoted(name)})`,
      ...choose.maybe(30, () => collation(choose, own)),
      ...choose.maybe(30, () => ({ operatorClass: "text_pattern_ops" })),
    }
  }
  if (numbers.length > 0 && functions.length > 0 && choose.chance(60))
    return { expression: `${printedPath(choose.pick(functions))}(${quoted(choose.pick(numbers).name)})` }
  // A column in parentheses is a column.
  const expression = condition(ground, choose, stored)
  return {
    expression:
      expression.startsWith('"') && expression.endsWith('"') ? `(${expression}) is true` : expression,
    ...choose.maybe(20, () => ({ descending: true as const })),
  }
}

const methods = [
  ["gin", [{ fastupdate: "off" }, { gin_pending_list_limit: "128" }]],
  ["gist", [{ fillfactor: "70" }, { buffering: "on" }]],
  ["spgist", [{ fillfactor: "75" }]],
  ["brin", [{ pages_per_range: "32" }, { autosummarize: "on" }]],
  ["hash", [{ fillfactor: "65" }]],
] as const

function methodIndex(ground: Ground, choose: Choices, stored: readonly GroundColumn[]): Shape | undefined {
  const [method, parameters] = choose.pick(methods)
  const usable = stored.filter((column) => classesFor(ground, method, column).length > 0)
  if (usable.length === 0) return undefined
  const several = method !== "hash" && method !== "spgist"
  const columns = choose.some(usable, 1, several ? 2 : 1)
  const keys = columns.map((column): IndexKey => {
    const operatorClass = choose.pick(classesFor(ground, method, column))
    return { column: column.name, ...(operatorClass === "" ? {} : { operatorClass }) }
  })
  const rest = stored.filter((column) => !columns.includes(column))
  const includes = (method === "gist" || method === "spgist") && rest.length > 0
  return {
    keys,
    method,
    ...(includes
      ? choose.maybe(20, () => ({ include: choose.some(rest, 1, 2).map(({ name }) => name) }))
      : undefined),
    ...choose.maybe(30, () => ({ parameters: choose.pick(parameters as readonly Record<string, string>[]) })),
  }
}

// "" is the default class.
function classesFor(ground: Ground, method: string, { type }: GroundColumn): readonly string[] {
  const own = (type.operatorClasses?.[method] ?? []).filter((name) => !isDefault(method, name, type.type))
  const trigrams = ground.extensions.get("pg_trgm")
  const words = ground.extensions.has("pg_trgm") && (type.type === "text" || type.type === "varchar(20)")
  const path = (name: string) => (trigrams === undefined ? name : printedPath({ schema: trigrams, name }))
  if (method === "gin" && words) return [path("gin_trgm_ops")]
  if (method === "gist" && words) return [path("gist_trgm_ops"), `${path("gist_trgm_ops")}(siglen='32')`]
  if (method === "hash") return type.hashed === true && type.made !== true ? [""] : own
  const brin = ["bigint", "smallint", "date", "timestamptz", "text", "numeric", "uuid", "inet"]
  if (method === "brin" && (brin.includes(type.type) || type.type === "integer")) return ["", ...own]
  return own
}

function isDefault(method: string, name: string, type: string): boolean {
  return (
    (method === "gist" && name === "tsvector_ops") ||
    (method === "gin" && name === "array_ops" && type.endsWith("[]"))
  )
}
