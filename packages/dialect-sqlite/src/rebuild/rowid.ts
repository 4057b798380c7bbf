import { quoteName, type ColumnNode, type PrimaryKeyNode } from "@aludel/core/dialect"

import { columnType } from "../types.ts"
import type { WholeTable } from "./table.ts"

/**
 * The name, quoted, that the rowid of a table goes by: the column that it is, else one of SQLite's words for it that no
 * column has. Nothing where the table has none, or none that can be named. https://sqlite.org/rowidtable.html
 */
export function rowidName(table: WholeTable): string | undefined {
  if (table.table.withoutRowid) return undefined
  const columns = table.parts.filter((part) => part.kind === "column")
  const alias = rowidAlias(table)
  if (alias !== undefined) return quoteName(alias.name)
  const used = new Set(columns.map(({ name }) => name.toLowerCase()))
  return ["rowid", "_rowid_", "oid"].find((name) => !used.has(name))
}

/** The column of a table that is its rowid. */
export function rowidAlias({ table, parts }: WholeTable): ColumnNode | undefined {
  const key = parts.find((part): part is PrimaryKeyNode => part.kind === "primaryKey")
  if (key?.columns.length !== 1 || key.descending !== undefined || table.withoutRowid) return undefined
  const column = parts.find(
    (part): part is ColumnNode => part.kind === "column" && part.name === key.columns[0],
  )
  return column !== undefined && columnType(column).toLowerCase() === "integer" ? column : undefined
}
