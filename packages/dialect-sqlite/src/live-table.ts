import type { ColumnNode, IndexKey, IndexNode } from "@aludel/core/dialect"

import type { ColumnRow, ForeignKeyRow, IndexRow } from "./catalog-queries.ts"
import { otherCollation } from "./collation.ts"
import { expressionText, withPlainNames } from "./expression.ts"
import { readStoredIndex } from "./stored-index.ts"
import type { StoredColumn, StoredConstraint, StoredTable } from "./stored-table.ts"
import { tokenize } from "./tokenizer.ts"
import { modelType } from "./types.ts"

/** A table as the pragmas and its stored SQL tell of it. */
export interface LiveTable {
  readonly name: string
  readonly columns: readonly ColumnRow[]
  readonly foreignKeys: readonly ForeignKeyRow[]
  readonly indexes: readonly (IndexRow & { readonly sql: string })[]
  readonly stored: StoredTable
}

/** The primary key of a table as it is written. */
export type StoredPrimaryKey = StoredConstraint & { readonly kind: "primaryKey" }

/** The primary key of a table, where it has one. */
export function primaryKeyOf(table: LiveTable): StoredPrimaryKey | undefined {
  return table.stored.constraints.find((each): each is StoredPrimaryKey => each.kind === "primaryKey")
}

/**
 * The column that is the rowid, and so numbers itself: the whole primary key, declared as `integer` and nothing else.
 * `integer primary key desc` on the column is none, "due to a bug in early versions":
 * https://sqlite.org/lang_createtable.html#rowids_and_the_integer_primary_key
 */
export function rowidColumn(table: LiveTable): string | undefined {
  const key = primaryKeyOf(table)
  if (key === undefined || key.columns.length !== 1 || table.stored.options.includes("without rowid"))
    return undefined
  if (key.column !== undefined && key.descending !== undefined) return undefined
  const column = table.columns.find(({ pk }) => Number(pk) === 1)
  return column?.type.toLowerCase() === "integer" ? column.name : undefined
}

/** The nodes of a table's columns. */
export function columnNodes(table: LiveTable): readonly ColumnNode[] {
  const rowid = rowidColumn(table)
  const { options, constraints } = table.stored
  const takesNullInKey = !options.includes("without rowid") && !options.includes("strict")
  const isNumbered =
    primaryKeyOf(table)?.autoincrement === true || table.stored.columns.some((each) => each.autoincrement)
  const written = new Map(table.stored.columns.map((each) => [each.name.toLowerCase(), each]))
  const notNulls = new Map(
    constraints.flatMap((each) =>
      each.kind === "notNull" ? [[each.column?.toLowerCase(), each] as const] : [],
    ),
  )
  return table.columns.map(({ name, type, notnull, default: text, pk }): ColumnNode => {
    const stored = written.get(name.toLowerCase())
    const isKey = Number(pk) > 0
    const refusesNull = Number(notnull) === 1
    const onConflict = notNulls.get(name.toLowerCase())?.onConflict
    return {
      kind: "column",
      table: table.name,
      name,
      type: columnType(type, isKey),
      ...(refusesNull || isKey ? {} : { nullable: true }),
      ...(text === null ? {} : { default: withPlainNames(expressionText(tokenize(text)), []) }),
      ...(name === rowid && isNumbered ? { identity: autoincrement } : {}),
      ...generated(table, stored),
      ...otherCollation(stored?.collate, undefined),
      ...(onConflict === undefined ? {} : { notNull: { onConflict } }),
      ...(isKey && !refusesNull && takesNullInKey && name !== rowid ? { notNull: { notValid: true } } : {}),
    }
  })
}

/**
 * The identity of a column that is `autoincrement`: no number is given twice, not even after rows were deleted, for the
 * highest one is kept in `sqlite_sequence`. https://sqlite.org/autoinc.html
 */
export const autoincrement = { always: false, sequence: "sqlite_sequence" } as const

// "int primary key" is not "integer primary key", which alone numbers the rows.
function columnType(declared: string, isKey: boolean): string {
  if (declared.toLowerCase() !== "int") return modelType(declared)
  return isKey ? "int" : "INT"
}

function generated(table: LiveTable, column: StoredColumn | undefined): Pick<ColumnNode, "generated"> {
  if (column?.generated === undefined) return {}
  const { expression, stored } = column.generated
  return {
    generated: { expression: plain(table, expression), ...(stored ? { stored: true as const } : {}) },
  }
}

/** The nodes of the indexes that no constraint owns. */
export function tableIndexes(table: LiveTable): readonly IndexNode[] {
  const groups = Map.groupBy(
    table.indexes.filter(({ origin }) => origin === "c"),
    ({ name }) => name,
  )
  const own = new Map(table.stored.columns.map(({ name, collate }) => [name.toLowerCase(), collate]))
  return [...groups].map(([name, rows]): IndexNode => {
    const stored = readStoredIndex(rows[0]?.sql ?? "")
    return {
      kind: "index",
      table: table.name,
      name,
      keys: rows.map((row, position): IndexKey => {
        const written = stored.keys[position]
        const isColumn = row.column !== null && written?.bare !== false
        return {
          ...(isColumn
            ? { column: row.column ?? "" }
            : { expression: plain(table, written?.text ?? row.column ?? "") }),
          ...(Number(row.descending) === 1 ? { descending: true as const } : {}),
          ...otherCollation(
            written?.collation,
            isColumn ? own.get(row.column?.toLowerCase() ?? "") : undefined,
          ),
        }
      }),
      ...(Number(rows[0]?.unique) === 1 ? { unique: true } : {}),
      ...(stored.where === undefined ? {} : { where: plain(table, stored.where) }),
    }
  })
}

/** An expression of a table as the model spells it. */
export function plain({ name, columns }: LiveTable, expression: string): string {
  return withPlainNames(
    expression,
    columns.map((column) => column.name),
    name,
  )
}
