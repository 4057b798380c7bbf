import {
  AludelError,
  displayName,
  quoteName,
  tableOf,
  type Catalog,
  type ColumnNode,
  type ObjectName,
  type Operation,
  type Step,
  type TableReference,
} from "@aludel/core/dialect"

import { qualified } from "../qualified.ts"
import { query } from "../query.ts"
import { copiedValues } from "./copied.ts"
import { rowidAlias } from "./rowid.ts"
import { after, wholeTable, type WholeTable } from "./table.ts"

/**
 * Steps that refuse operations on one table where rows would be left without the value that they must have. SQLite would
 * say so itself, of the first such row, in the name of the table that it is copied to.
 */
export function refuseNulls(
  operations: readonly (Operation & TableReference)[],
  before: Catalog | undefined,
): readonly Step[] {
  const from = operations[0] && wholeTable(before, tableOf(operations[0]))
  if (from === undefined) return []
  const to = after(from, operations)
  const numbered = rowidAlias(to)?.name
  const values = new Map(copiedValues(from, to, operations).map((value) => [value.to, value.from]))
  return columnsOf(to).flatMap((column): readonly Step[] => {
    const value = values.get(quoteName(column.name))
    if (
      !mustHaveValue(column) ||
      column.name === numbered ||
      (value === undefined && column.default !== undefined)
    )
      return []
    const old = columnsOf(from).find(({ name }) => name === column.name)
    if (value === quoteName(column.name) && old !== undefined && mustHaveValue(old)) return []
    return [{ kind: "run", fn: (db) => refuse(db.withoutPlugins(), from.table, column.name, value) }]
  })
}

// What is computed or numbered always has one; with a conflict clause SQLite was told what to do.
function mustHaveValue({ nullable, generated, identity, notNull }: ColumnNode): boolean {
  return !nullable && generated === undefined && identity === undefined && notNull === undefined
}

async function refuse(
  db: Parameters<typeof query>[0],
  on: ObjectName,
  column: string,
  value: string | undefined,
): Promise<void> {
  const where = value === undefined ? "" : ` where ${value} is null`
  const [row] = await query<{ n: number | bigint }>(db, `select count(*) as n from ${qualified(on)}${where}`)
  const table = displayName(on)
  const count = Number(row?.n ?? 0)
  if (count === 0) return
  const rows = count === 1 ? "1 row" : `${count} rows`
  throw new AludelError(
    "run/failed",
    `${table}.${column} is to be NOT NULL, and ${rows} of ${table} would have no value there`,
    {
      hint: "Give one: { fill: sql`…` }. Nothing of this run is left in the database.",
      details: { table, column, rows: count },
    },
  )
}

function columnsOf({ parts }: WholeTable): readonly ColumnNode[] {
  return parts.filter((part) => part.kind === "column")
}
