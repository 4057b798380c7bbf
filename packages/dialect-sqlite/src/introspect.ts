import {
  catalog,
  type AnyDatabase,
  type ColumnNode,
  type IntrospectOptions,
  type Schema,
  type SchemaNode,
} from "@aludel/core/dialect"

import { readCatalog, type CatalogRows, type ColumnRow } from "./catalog-queries.ts"
import { columnNode, tableConstraints, tableIndexes, type LiveTable } from "./live-table.ts"
import { mainOnly } from "./main-only.ts"
import { readStoredTable } from "./stored-table.ts"

/**
 * Reads the tables of the main database: what the pragmas tell from them, names of constraints, checks, expressions and
 * predicates from the SQL that SQLite keeps. Constraints without a name get that of the built-in convention. Columns of a
 * primary key are NOT NULL, although SQLite, for the sake of an old bug, lets NULL into some of them.
 *
 * Identity is not seen (an integer primary key has it always), nor are enums.
 */
export async function introspect(db: AnyDatabase, options: IntrospectOptions): Promise<Schema> {
  mainOnly(options.defaultSchema, "the default schema")
  const rows = await readCatalog(db)
  const left = new Set((options.exclude ?? []).map((name) => name.replace(/^main\./, "")))
  const live = liveTables(rows)
  const nodes = [...live.values()]
    .filter(({ name }) => !left.has(name))
    .flatMap((table) => tableNodes(table, live))
  return catalog({ nodes }).schema()
}

function tableNodes(table: LiveTable, live: ReadonlyMap<string, LiveTable>): readonly SchemaNode[] {
  return [
    { kind: "table", name: table.name },
    ...table.columns.map((row): ColumnNode => columnNode(row)),
    ...tableConstraints(table, (name) => live.get(name.toLowerCase())),
    ...tableIndexes(table),
  ]
}

// By the name in lower case: SQLite's names are the same in any case.
function liveTables(rows: CatalogRows): ReadonlyMap<string, LiveTable> {
  const columns = Map.groupBy(rows.columns, ({ table }) => table)
  const foreignKeys = Map.groupBy(rows.foreignKeys, ({ table }) => table)
  const indexes = Map.groupBy(rows.indexes, ({ table }) => table)
  const sql = new Map(rows.schema.map(({ type, name, sql: text }) => [`${type} ${name}`, text ?? ""]))
  const table = (name: string, its: readonly ColumnRow[]): LiveTable => ({
    name,
    columns: its,
    foreignKeys: foreignKeys.get(name) ?? [],
    indexes: (indexes.get(name) ?? []).map((row) => ({ ...row, sql: sql.get(`index ${row.name}`) ?? "" })),
    stored: readStoredTable(sql.get(`table ${name}`) ?? ""),
  })
  return new Map([...columns].map(([name, its]) => [name.toLowerCase(), table(name, its)]))
}
