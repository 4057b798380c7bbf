import type { AnyDatabase } from "../dialect/dialect.ts"
import { AludelError } from "../errors/error.ts"
import { compileOperation, type Target } from "../execution/compile.ts"
import type { Step } from "../operations/definition.ts"
import type { AddColumn } from "../operations/operation.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import { inSchema, tablesFormat, type HistoryTables } from "./tables.ts"

/**
 * The format of the history tables that are there; nothing where they were not made to the end.
 *
 * @throws AludelError `history/format` where a newer version of Aludel made them
 */
export async function readFormat(db: AnyDatabase, tables: HistoryTables): Promise<number | undefined> {
  const row = await inSchema(db, tables)
    .selectFrom(tables.control)
    .select("format")
    .where("id", "=", 1)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const format = Number(row.format)
  if (format <= tablesFormat) return format
  throw new AludelError(
    "history/format",
    `the history table ${tables.applied} was written by a newer version of Aludel (format ${format}; this one knows formats up to ${tablesFormat})`,
    { hint: "Update @aludel/core in this project." },
  )
}

/** The statements that bring history tables of an older format to the one of this version. */
export function upgradeHistory(from: number, tables: HistoryTables, target: Target): readonly Step[] {
  const steps = changes
    .slice(from - 1)
    .flatMap((change) => change(tables).flatMap((operation) => compileOperation(operation, target)))
  if (steps.length === 0) return []
  const { sql, parameters } = inSchema(target.db, tables)
    .updateTable(tables.control)
    .set({ format: tablesFormat })
    .where("id", "=", 1)
    .compile()
  return [...steps, { kind: "statement", sql, parameters }]
}

// By the format that they start from: the first brings format 1 to format 2.
const changes: readonly ((tables: HistoryTables) => readonly AddColumn[])[] = [
  (tables) => [addColumn(tables, tables.applied, "operations")],
]

function addColumn({ schema }: HistoryTables, table: string, name: string): AddColumn {
  const place = schema === undefined ? {} : { schema }
  const column: ColumnNode = { kind: "column", ...place, table, name, type: "text", nullable: true }
  return { kind: "addColumn", ...place, table, name, nodes: [column] }
}
