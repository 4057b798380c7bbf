import type { Catalog, ObjectName } from "../schema/catalog.ts"
import { tableKey, tableOf } from "../schema/catalog.ts"
import type {
  ForeignKeyNode,
  IndexKey,
  SchemaNode,
  TableNode,
  TablePartNode,
  TableReference,
} from "../schema/model.ts"
import { columnOf, partsOf, setNew, sibling, tableNodeOf } from "./lookup.ts"
import type { RenameColumn, RenameTable } from "./operation.ts"

// Expressions (checks, predicates) are text and stay as they are; engines rewrite theirs, and the next comparison sees it.

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
  for (const node of catalog.schema().nodes)
    if (node.kind === "table") catalog.set(reparented(node, renamedReference))
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

/** Puts the parts of a table or a view behind its new name. */
export function renamedOwner(catalog: Catalog, parts: readonly TablePartNode[], name: string): void {
  for (const part of parts) catalog.set({ ...part, table: name })
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
  for (const part of parts) catalog.set(renamedPart(part, rename))
  pointingAt(catalog, tableOf(operation), (key) => ({
    ...key,
    references: { ...key.references, columns: key.references.columns.map(rename) },
  }))
}

function renamedPart(part: TablePartNode, rename: (name: string) => string): TablePartNode {
  switch (part.kind) {
    case "column":
      return { ...part, name: rename(part.name) }
    case "check":
    case "defined":
      return part
    case "index":
      return { ...part, keys: part.keys.map((key) => renamedKey(key, rename)), ...included(part, rename) }
    case "exclusion":
      return {
        ...part,
        elements: part.elements.map((key) => renamedKey(key, rename)),
        ...included(part, rename),
      }
    case "foreignKey":
      return { ...part, columns: part.columns.map(rename) }
    default:
      return { ...part, columns: part.columns.map(rename), ...included(part, rename) }
  }
}

function renamedKey<K extends IndexKey>(key: K, rename: (name: string) => string): K {
  return "column" in key ? { ...key, column: rename(key.column) } : key
}

function included(
  { include }: { readonly include?: readonly string[] },
  rename: (name: string) => string,
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
