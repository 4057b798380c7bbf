import { nodeKey, tableOf, type Catalog } from "../schema/catalog.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { TableReference } from "../schema/nodes/parts.ts"
import type { TableNode } from "../schema/nodes/tables.ts"
import { columnOf, tableNodeOf } from "./lookup.ts"
import type { AlterTable, TableChange } from "./operation.ts"
import { present } from "./present.ts"

/** What a table says about the attributes of a change: with it, the change can be taken back. */
export function attributesOf(operation: AlterTable, before: Catalog): TableChange {
  const table = tableNodeOf(before, operation)
  const attributes: Readonly<Record<string, unknown>> = { ...table, columnOrder: columnNames(before, table) }
  return Object.fromEntries(
    Object.keys(operation.to).map((attribute) => [attribute, attributes[attribute] ?? null]),
  )
}

function columnNames(catalog: Catalog, table: TableNode): readonly string[] {
  return catalog.parts(table).flatMap((part) => (part.kind === "column" ? [part.name] : []))
}

/** The table as a change makes it. */
function changedTable(table: TableNode, change: TableChange): TableNode {
  // The order is that of its columns, not the table's own.
  const { columnOrder: _, ...attributes } = change
  const merged = Object.entries({ ...table, ...attributes }).filter(([, value]) => value !== null)
  return Object.fromEntries(merged) as unknown as TableNode
}

/**
 * Changes a table in a catalog. One that is taken out of its parents has their columns as its own from then on; one that
 * becomes a partition has no longer columns of its own. (One that comes to inherit keeps its own, as in PostgreSQL.)
 */
export function appliedToTable(operation: AlterTable, catalog: Catalog): void {
  const before = tableNodeOf(catalog, operation)
  const after = changedTable(before, operation.to)
  const inherited = columnsOf(catalog, parentsOf(before))
  const stays = new Set(columnsOf(catalog, parentsOf(after)).map(({ name }) => name))
  const place = present({ schema: before.schema, table: before.name })
  catalog.set(after)
  orderColumns(operation, catalog)
  for (const { schema: _, ...column } of inherited)
    if (!stays.has(column.name)) catalog.set({ ...column, ...place })
  if (after.partitionOf === undefined) return
  for (const part of catalog.parts(before)) if (part.kind === "column") catalog.delete(nodeKey(part))
}

// Columns stand in the order in which they came.
function orderColumns({ to, ...table }: AlterTable, catalog: Catalog): void {
  if (to.columnOrder === undefined) return
  const on = present({ schema: table.schema, table: table.name })
  const first = to.columnOrder.map((name) => columnOf(catalog, on, name))
  const columns = catalog.parts(table).filter((part) => part.kind === "column")
  const ordered = new Set([...first, ...columns])
  for (const column of ordered) {
    catalog.delete(nodeKey(column))
    catalog.set(column)
  }
}

/** The tables that a table has columns from. */
export function parentsOf(table: TableNode): readonly TableReference[] {
  const { partitionOf, inherits = [] } = table
  return partitionOf === undefined ? inherits : [partitionOf, ...inherits]
}

/** The columns of tables, those that they have from their own parents included. */
export function columnsOf(catalog: Catalog, tables: readonly TableReference[]): readonly ColumnNode[] {
  return tables.flatMap((reference) => {
    const table = catalog.get(nodeKey({ kind: "table", ...tableOf(reference) }))
    const own = catalog.parts(tableOf(reference)).filter((part) => part.kind === "column")
    return table?.kind === "table" ? [...columnsOf(catalog, parentsOf(table)), ...own] : own
  })
}
