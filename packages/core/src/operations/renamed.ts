import type { Catalog, ObjectName } from "../schema/catalog.ts"
import { tableKey, tableOf } from "../schema/catalog.ts"
import type { DefinedNode, SchemaNode, TablePartNode } from "../schema/model.ts"
import type { ForeignKeyNode, PrimaryKeyNode } from "../schema/nodes/constraints.ts"
import type { IndexKey } from "../schema/nodes/indexes.ts"
import type { JsonValue, TableReference } from "../schema/nodes/parts.ts"
import type { TableNode } from "../schema/nodes/tables.ts"
import { literal } from "../sql/sql.ts"
import { renamedIn } from "./expression.ts"
import { columnOf, partsOf, setNew, sibling, tableNodeOf } from "./lookup.ts"
import type { RenameColumn, RenameTable } from "./operation.ts"

// Engines rename a column in the expressions of its table, too. Texts of defined objects (views, triggers) stay as they
// are here; the next look at the database sees what became of them.

/** Renames a table, and in the foreign keys of all tables that point at it. */
export function renamedTable(operation: RenameTable, catalog: Catalog): void {
  const from = sibling(operation, operation.from)
  const table = tableNodeOf(catalog, from)
  const parts = partsOf(catalog, { ...operation, table: operation.from })
  catalog.delete(tableKey(from))
  setNew(catalog, { ...table, name: operation.to })
  renamedOwner(catalog, parts, operation.to)
  pointingAt(catalog, from, (key) => ({ ...key, references: { ...key.references, table: operation.to } }))
  const renamedReference = <R extends TableReference>(on: R): R =>
    on.table === from.name && on.schema === from.schema ? { ...on, table: operation.to } : on
  for (const node of catalog.schema().nodes) {
    if (node.kind === "table") catalog.set(reparented(node, renamedReference))
    if (node.kind === "defined") setOwner(catalog, node, renamedReference)
  }
}

function reparented(table: TableNode, rename: <R extends TableReference>(on: R) => R): TableNode {
  const { partitionOf, inherits } = table
  if (partitionOf === undefined && inherits === undefined) return table
  return {
    ...table,
    ...(partitionOf && { partitionOf: rename(partitionOf) }),
    ...(inherits && { inherits: inherits.map(rename) }),
  }
}

interface Owner extends TableReference {
  readonly column: string
}

// What a column owns keeps its own name: a sequence, which whoever made it has named.
function setOwner(catalog: Catalog, node: DefinedNode, rename: (owner: Owner) => Owner): void {
  const ownedBy = node.options?.["ownedBy"] as (JsonValue & Owner) | undefined
  if (ownedBy === undefined) return
  catalog.set({ ...node, options: { ...node.options, ownedBy: { ...rename(ownedBy) } } })
}

/** Puts the parts of a table or a view behind its new name. */
export function renamedOwner(catalog: Catalog, parts: readonly TablePartNode[], name: string): void {
  for (const part of parts) catalog.set({ ...part, table: name })
}

/** Renames what defaults name as an object, as they do a sequence; engines keep such a name in step. */
export function renamedInDefaults(catalog: Catalog, { schema, name }: ObjectName, to: string): void {
  const spelled = (own: string) => `${literal(schema === undefined ? own : `${schema}.${own}`)}::regclass`
  for (const node of catalog.schema().nodes)
    if (node.kind === "column" && node.default?.includes(spelled(name)) === true)
      catalog.set({ ...node, default: node.default.replaceAll(spelled(name), () => spelled(to)) })
}

/** Renames a column, in the constraints and indexes on it and in the foreign keys of all tables that point at it. */
export function renamedColumn(operation: RenameColumn, catalog: Catalog): void {
  const { from, to } = operation
  const column = columnOf(catalog, operation, from)
  const rename = (name: string) => (name === from ? to : name)
  const parts = partsOf(catalog, operation)
  const table = catalog.get(tableKey(tableOf(operation)))!
  setNew(catalog, { ...column, name: to })
  // All parts anew: the order of columns must stay.
  catalog.delete(tableKey(tableOf(operation)))
  catalog.set(table)
  for (const part of parts) catalog.set(renamedPart(part, rename, (text) => renamedIn(text, from, to)))
  pointingAt(catalog, tableOf(operation), (key) => ({
    ...key,
    references: { ...key.references, columns: key.references.columns.map(rename) },
  }))
  const isOwner = ({ table: name, schema, column: owner }: Owner) =>
    owner === from && name === operation.table && schema === operation.schema
  for (const node of catalog.schema().nodes)
    if (node.kind === "defined")
      setOwner(catalog, node, (owner) => (isOwner(owner) ? { ...owner, column: to } : owner))
}

type Rename = (text: string) => string

function renamedPart(part: TablePartNode, rename: Rename, inText: Rename): TablePartNode {
  switch (part.kind) {
    case "column":
      return {
        ...part,
        name: rename(part.name),
        ...(part.generated && {
          generated: { ...part.generated, expression: inText(part.generated.expression) },
        }),
      }
    case "check":
      return { ...part, expression: inText(part.expression) }
    case "defined":
      return part
    case "index":
      return {
        ...part,
        keys: part.keys.map((key) => renamedKey(key, rename, inText)),
        ...included(part, rename),
        ...predicate(part, inText),
      }
    case "exclusion":
      return {
        ...part,
        elements: part.elements.map((key) => renamedKey(key, rename, inText)),
        ...included(part, rename),
        ...predicate(part, inText),
      }
    case "foreignKey":
      return {
        ...part,
        columns: part.columns.map(rename),
        ...(part.onDeleteColumns && { onDeleteColumns: part.onDeleteColumns.map(rename) }),
      }
    default:
      return {
        ...part,
        columns: part.columns.map(rename),
        ...included(part, rename),
        ...ordered(part, rename),
      }
  }
}

function ordered(
  { descending, collations }: Pick<PrimaryKeyNode, "descending" | "collations">,
  rename: Rename,
): Pick<PrimaryKeyNode, "descending" | "collations"> {
  return {
    ...(descending && { descending: descending.map(rename) }),
    ...(collations && {
      collations: Object.fromEntries(
        Object.entries(collations).map(([column, collation]) => [rename(column), collation]),
      ),
    }),
  }
}

function predicate({ where }: { readonly where?: string }, inText: Rename): { readonly where?: string } {
  return where === undefined ? {} : { where: inText(where) }
}

function renamedKey<K extends IndexKey>(key: K, rename: Rename, inText: Rename): K {
  return "column" in key
    ? { ...key, column: rename(key.column) }
    : { ...key, expression: inText(key.expression) }
}

function included(
  { include }: { readonly include?: readonly string[] },
  rename: Rename,
): { readonly include?: readonly string[] } {
  return include === undefined ? {} : { include: include.map(rename) }
}

function pointingAt(
  catalog: Catalog,
  table: ObjectName,
  change: (key: ForeignKeyNode) => ForeignKeyNode,
): void {
  for (const node of catalog.schema().nodes) if (isPointingAt(node, table)) catalog.set(change(node))
}

function isPointingAt(node: SchemaNode, table: ObjectName): node is ForeignKeyNode {
  return (
    node.kind === "foreignKey" &&
    node.references.table === table.name &&
    node.references.schema === table.schema
  )
}
