import {
  constraintName,
  type CheckNode,
  type ColumnNode,
  type ConstraintNode,
  type ForeignKeyNode,
  type IndexKey,
  type IndexNode,
  type ReferentialAction,
} from "@aludel/core/dialect"

import type { ColumnRow, ForeignKeyRow, IndexRow } from "./catalog-queries.ts"
import { expressionText, withPlainNames } from "./expression.ts"
import { readStoredIndex } from "./stored-index.ts"
import type { StoredConstraint, StoredTable } from "./stored-table.ts"
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

/** The node of a column. */
export function columnNode({ table, name, type, notnull, default: text, pk }: ColumnRow): ColumnNode {
  return {
    kind: "column",
    table,
    name,
    // "int primary key" is not "integer primary key", which alone numbers the rows.
    type: pk > 0 && /^int$/i.test(type) ? "int" : modelType(type),
    ...(Number(notnull) === 1 || Number(pk) > 0 ? {} : { nullable: true }),
    ...(text === null ? {} : { default: withPlainNames(expressionText(tokenize(text)), []) }),
  }
}

/**
 * The nodes of a table's constraints.
 *
 * @param find gives another table of the database by its name, in any case
 */
export function tableConstraints(
  table: LiveTable,
  find: (name: string) => LiveTable | undefined,
): readonly ConstraintNode[] {
  return [...primaryKey(table), ...uniques(table), ...foreignKeys(table, find), ...checks(table)]
}

function primaryKey(table: LiveTable): readonly ConstraintNode[] {
  const columns = keyColumns(table)
  if (columns.length === 0) return []
  const written = table.stored.constraints.find(({ kind }) => kind === "primaryKey")
  const name = written?.name ?? constraintName("primaryKey", table.name, columns)
  return [{ kind: "primaryKey", table: table.name, name, columns }]
}

function keyColumns(table: LiveTable): readonly string[] {
  const columns = table.columns.filter(({ pk }) => Number(pk) > 0)
  return columns.toSorted((a, b) => Number(a.pk) - Number(b.pk)).map(({ name }) => name)
}

function uniques(table: LiveTable): readonly ConstraintNode[] {
  const groups = Map.groupBy(
    table.indexes.filter(({ origin }) => origin === "u"),
    ({ name }) => name,
  )
  return [...groups.values()].map((rows) => {
    const columns = rows.map(({ column }) => column ?? "")
    const name = table.stored.constraints.find(
      (unique) => unique.kind === "unique" && alike(unique.columns, columns),
    )?.name
    return {
      kind: "unique",
      table: table.name,
      name: name ?? constraintName("unique", table.name, columns),
      columns,
    }
  })
}

function foreignKeys(
  table: LiveTable,
  find: (name: string) => LiveTable | undefined,
): readonly ForeignKeyNode[] {
  const written = table.stored.constraints.filter((constraint) => constraint.kind === "foreignKey")
  const groups = Map.groupBy(table.foreignKeys, ({ id }) => id)
  // The pragma numbers them from the last one written.
  return [...groups].map(([id, rows]) =>
    foreignKey(table.name, rows, written[written.length - 1 - Number(id)], find),
  )
}

function foreignKey(
  table: string,
  rows: readonly ForeignKeyRow[],
  written: StoredConstraint | undefined,
  find: (name: string) => LiveTable | undefined,
): ForeignKeyNode {
  const columns = rows.map(({ from }) => from)
  const { target = "", onDelete = "", onUpdate = "" } = rows[0] ?? {}
  return {
    kind: "foreignKey",
    table,
    name: written?.name ?? constraintName("foreignKey", table, columns),
    columns,
    references: references(target, rows, find(target)),
    ...action("onDelete", onDelete),
    ...action("onUpdate", onUpdate),
  }
}

// As the other table spells its names, which the reference may write in another case.
function references(
  name: string,
  rows: readonly ForeignKeyRow[],
  target: LiveTable | undefined,
): ForeignKeyNode["references"] {
  const key = target === undefined ? [] : keyColumns(target)
  const columns = rows.map(({ to }, index) => {
    const written = to ?? key[index] ?? ""
    return target?.columns.find((column) => alike([column.name], [written]))?.name ?? written
  })
  return { table: target?.name ?? name, columns }
}

function action<K extends "onDelete" | "onUpdate">(
  key: K,
  words: string,
): { readonly [P in K]?: ReferentialAction } {
  const lower = words.toLowerCase()
  return (lower === "no action" || lower === "" ? {} : { [key]: lower }) as {
    readonly [P in K]?: ReferentialAction
  }
}

// Those without a name are called after their column, or numbered; no name is used twice.
function checks(table: LiveTable): readonly CheckNode[] {
  const written = table.stored.constraints.filter((constraint) => constraint.kind === "check")
  const used = new Set(written.map(({ name }) => name))
  return written.map(({ name, column, expression }, index): CheckNode => {
    const node = {
      kind: "check",
      table: table.name,
      name: name ?? freeName(table.name, column ?? `${index + 1}`, used),
      expression: plain(table, expression),
    } as const
    used.add(node.name)
    return node
  })
}

function freeName(table: string, suffix: string, used: ReadonlySet<string | undefined>): string {
  const names = [suffix, ...Array.from({ length: used.size }, (_, index) => `${suffix}_${index + 2}`)]
  return names.map((name) => constraintName("check", table, [name])).find((name) => !used.has(name)) ?? suffix
}

/** The nodes of the indexes that no constraint owns. */
export function tableIndexes(table: LiveTable): readonly IndexNode[] {
  const groups = Map.groupBy(
    table.indexes.filter(({ origin }) => origin === "c"),
    ({ name }) => name,
  )
  return [...groups].map(([name, rows]): IndexNode => {
    const stored = readStoredIndex(rows[0]?.sql ?? "")
    return {
      kind: "index",
      table: table.name,
      name,
      keys: rows.map((row, position): IndexKey => {
        const written = stored.keys[position]
        const order = Number(row.descending) === 1 ? { descending: true as const } : {}
        // A key that is a column and more has a collation of its own.
        if (row.column !== null && written?.bare !== false) return { column: row.column, ...order }
        return { expression: plain(table, written?.text ?? row.column ?? ""), ...order }
      }),
      ...(Number(rows[0]?.unique) === 1 ? { unique: true } : {}),
      ...(stored.where === undefined ? {} : { where: plain(table, stored.where) }),
    }
  })
}

function plain({ columns }: LiveTable, expression: string): string {
  return withPlainNames(
    expression,
    columns.map(({ name }) => name),
  )
}

function alike(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name.toLowerCase() === b[index]?.toLowerCase())
}
