import type { NodeKind, ObjectRights, Schema, SchemaNode, TablePartNode } from "./model.ts"
import { isTablePart, nodeKinds } from "./model.ts"
import { namesIn, nameText } from "./name-text.ts"

/** Where an object lies: its schema (absent: the default one) and its name. */
export interface ObjectName {
  readonly schema?: string
  readonly name: string
}

/** What identifies a part of a table among those of its kind. */
export interface TablePartName {
  readonly schema?: string
  readonly table: string
  readonly name: string
}

/** A schema in memory, keyed for lookup, that operations can be applied to. Every method is constant or linear in what it returns. */
export interface Catalog {
  /** The node with this key, see {@link nodeKey}. */
  get(key: string): SchemaNode | undefined
  /** Adds a node, or replaces the one with the same key. */
  set(node: SchemaNode): void
  /** Removes a node; a table goes with its parts. */
  delete(key: string): void
  /** What belongs to a table, in the order of {@link nodeKinds}, columns in their order. */
  parts(table: ObjectName): readonly TablePartNode[]
  /** All nodes, tables and views with their parts behind them. */
  schema(): Schema
  /** Who owns the object with this key and may do what with it, where that was read. */
  rights(key: string): ObjectRights | undefined
}

/** The identity of a node as one text: kind (of a defined object, its type), schema, table and name. */
export function nodeKey(node: {
  readonly kind: NodeKind
  readonly type?: string
  readonly schema?: string
  readonly table?: string
  readonly name: string
}): string {
  const kind = node.kind === "defined" ? `defined ${node.type}` : node.kind
  return keyText(kind, node.schema, node.table, node.name)
}

// No engine has names with this character in them. Keys are made by the ten thousand, so nothing is escaped.
const separator = "\0"

function keyText(kind: string, schema: string | undefined, table: string | undefined, name: string): string {
  return `${kind}${separator}${schema ?? ""}${separator}${table ?? ""}${separator}${name}`
}

/** The key of the table that a node is or belongs to. */
export function tableKey(table: ObjectName): string {
  return keyText("table", table.schema, undefined, table.name)
}

/** The keys of what may own a part: the table, or the view of one of the types that have parts. */
export function ownerKeys(owner: ObjectName): readonly string[] {
  const { schema, name } = owner
  return [
    tableKey(owner),
    keyText("defined view", schema, undefined, name),
    keyText("defined materialized view", schema, undefined, name),
  ]
}

/** The table that a part belongs to. */
export function tableOf(part: { readonly schema?: string; readonly table: string }): ObjectName {
  return part.schema === undefined ? { name: part.table } : { schema: part.schema, name: part.table }
}

/** `billing.invoices`, or the name alone where the schema is the default one; `"my.table"` where it has a dot itself. */
export function displayName({ schema, name }: ObjectName): string {
  return nameText(schema === undefined ? [name] : [schema, name])
}

/** A column with the table before it, for texts that say both: `billing.invoices.id`. */
export function columnText({ schema, table }: Omit<TablePartName, "name">, column: string): string {
  return nameText([...(schema === undefined ? [] : [schema]), table, column])
}

/**
 * Splits `billing.invoices` into schema and name; text without a dot is a name in the default schema. A name that has a dot
 * itself stands in double quotes: `"my.table"`.
 *
 * @throws AludelError `schema/invalid` where a dot is too many
 */
export function objectName(text: string): ObjectName {
  const [first, second] = namesIn(text, 2) as readonly [string, string?]
  return second === undefined ? { name: first } : { schema: first, name: second }
}

/**
 * Splits `billing.invoices.id` into schema, table and column, each as in {@link objectName}; nothing where it names no column.
 *
 * @throws AludelError `schema/invalid` where a dot is too many
 */
export function columnName(text: string): TablePartName | undefined {
  const [name, table, schema] = namesIn(text, 3).toReversed()
  if (name === undefined || table === undefined) return undefined
  return schema === undefined ? { table, name } : { schema, table, name }
}

/** Opens a schema for lookup and change; the schema itself is not touched. */
export function catalog(schema: Schema = { nodes: [] }): Catalog {
  let rights: ReadonlyMap<string, ObjectRights> | undefined
  const all = new Map<string, SchemaNode>()
  const parts = new Map<string, Map<string, TablePartNode>>()
  const self: Catalog = {
    get: (key) => all.get(key),
    set(node) {
      const key = nodeKey(node)
      all.set(key, node)
      if (!isTablePart(node)) return
      const table = tableKey(tableOf(node))
      const found = parts.get(table)
      if (found === undefined) parts.set(table, new Map([[key, node]]))
      else found.set(key, node)
    },
    delete(key) {
      const node = all.get(key)
      if (node === undefined) return
      all.delete(key)
      if (isTablePart(node)) parts.get(tableKey(tableOf(node)))?.delete(key)
      else if (hasParts(node)) {
        const table = tableKey(node)
        for (const part of parts.get(table)?.keys() ?? []) all.delete(part)
        parts.delete(table)
      }
    },
    parts: (table) => inOrder([...(parts.get(tableKey(table))?.values() ?? [])]),
    schema: () => ({
      nodes: inOrder([...all.values()].filter((node) => !isTablePart(node))).flatMap(
        (node): readonly SchemaNode[] => (hasParts(node) ? [node, ...self.parts(node)] : [node]),
      ),
    }),
    rights: (key) => (rights ??= new Map(schema.rights?.map((each) => [each.of, each]))).get(key),
  }
  for (const node of schema.nodes) self.set(node)
  return self
}

// An extension may be called like a table; what has a text of its own and stands in a schema may have parts.
function hasParts(node: SchemaNode): node is Exclude<SchemaNode, TablePartNode> {
  return node.kind === "table" || (node.kind === "defined" && node.definition !== undefined)
}

const rank = Object.fromEntries(nodeKinds.map((kind, index) => [kind, index])) as Record<NodeKind, number>

/** Nodes by kind; within a kind columns stay in their order and everything else goes by name. */
export function inOrder<N extends SchemaNode>(nodes: readonly N[]): readonly N[] {
  // What was in order already, and nearly everything was, is only looked through.
  return nodes.every((node, index) => index === 0 || comparePlace(nodes[index - 1]!, node) <= 0)
    ? nodes
    : nodes.toSorted(comparePlace)
}

function comparePlace(a: SchemaNode, b: SchemaNode): number {
  if (a.kind !== b.kind) return rank[a.kind] - rank[b.kind]
  if (a.kind === "column") return 0
  return (
    compareText(a.name, b.name) ||
    compareText(("schema" in a && a.schema) || "", ("schema" in b && b.schema) || "")
  )
}

/** By code unit, the same on every machine and in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
