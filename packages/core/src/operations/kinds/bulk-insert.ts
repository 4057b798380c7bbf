import { tableOf } from "../../schema/catalog.ts"
import type { Argument, Definition } from "../definition.ts"
import { onTable, tableText } from "../lookup.ts"
import type { BulkInsert } from "../operation.ts"
import { statement } from "../statement.ts"

/** `op.bulkInsert("hotels", [{ code: "demo" }])` */
export const bulkInsert = {
  kind: "bulkInsert",
  make: (table: string, rows: readonly Readonly<Record<string, unknown>>[]): BulkInsert => ({
    kind: "bulkInsert",
    ...onTable(table),
    rows: rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)),
    ),
  }),
  arguments: (operation) => [tableText(operation), operation.rows as readonly Argument[]],
  describe: ({ rows, ...operation }) =>
    `insert ${rows.length} ${rows.length === 1 ? "row" : "rows"} into ${tableText(operation)}`,
  reverse: (operation) => ({ irreversible: `it inserts rows into ${tableText(operation)}` }),
  apply() {},
  compile(operation, { db, name }) {
    const into = db.insertInto(name(tableOf(operation)))
    return chunks(operation.rows).map((rows) =>
      statement(
        rows[0] === undefined || Object.keys(rows[0]).length > 0 ? into.values(rows) : into.defaultValues(),
      ),
    )
  },
} satisfies Definition<BulkInsert>

/** Fewer than PostgreSQL's 65,535 and SQLite's 32,766 bound values. */
const mostValues = 30_000

/** Rows that go into one statement: neighbours with the same columns, so that a missing value means the column's default everywhere. */
function chunks(rows: BulkInsert["rows"]): readonly BulkInsert["rows"][number][][] {
  const found: BulkInsert["rows"][number][][] = []
  for (const row of rows) {
    const last = found.at(-1)
    const columns = Object.keys(row)
    if (
      last === undefined ||
      columnsOf(last[0]) !== columnsOf(row) ||
      columns.length === 0 ||
      (last.length + 1) * columns.length > mostValues
    )
      found.push([row])
    else last.push(row)
  }
  return found
}

function columnsOf(row: BulkInsert["rows"][number] | undefined): string {
  return JSON.stringify(Object.keys(row ?? {}).toSorted())
}
