import { quoteName, type AnyDatabase, type Operation, type Schema } from "@aludel/core/dialect"

import { query } from "../../src/query.ts"

/** The rows of each table. */
export type Rows = ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>
/** The columns of each table whose values stay. */
export type Surviving = ReadonlyMap<string, readonly string[]>

/** All rows of the tables of a schema, with their rowids. */
export async function allRows(db: AnyDatabase, schema: Schema): Promise<Rows> {
  const rows = new Map<string, readonly Readonly<Record<string, unknown>>[]>()
  for (const node of schema.nodes) {
    if (node.kind !== "table") continue
    const rowid = node.withoutRowid ? "" : ", rowid as rowid"
    rows.set(node.name, await query(db, `select *${rowid} from ${node.name}`))
  }
  return rows
}

/** The columns whose values nothing changes. */
export function survivors(before: Schema, operations: readonly Operation[]): Surviving {
  const changed = new Set(
    operations.flatMap((operation) => {
      const { table, name, from, to, fill } = operation as Operation & Record<string, unknown>
      if (operation.kind === "alterColumn")
        return Object.keys(to as object).includes("type") || fill !== undefined
          ? [`${String(table)}.${String(name)}`]
          : []
      return ["dropColumn", "renameColumn"].includes(operation.kind)
        ? [`${String(table)}.${String(name ?? from)}`]
        : []
    }),
  )
  // "any" keeps every value as it is in a strict table alone; elsewhere it has numeric affinity.
  const isLoosened = (column: { readonly table: string; readonly type: string }) =>
    column.type === "any" &&
    operations.some(
      (operation) =>
        operation.kind === "alterTable" && "name" in operation && operation.name === column.table,
    )
  const isComputed = (name: string, table: string) =>
    name === "computed" &&
    (isLoosened({ table, type: "any" }) || [...changed].some((column) => column.startsWith(`${table}.`)))
  // Where a column becomes the rowid, the rowid becomes the column.
  const isNumberedAnew = (table: string) =>
    operations.some((operation) => JSON.stringify(operation).includes(`"primaryKey","table":"${table}"`))
  return new Map(
    before.nodes.flatMap((node) => {
      if (node.kind !== "table") return []
      const columns = before.nodes.flatMap((part) =>
        part.kind === "column" &&
        part.table === node.name &&
        !changed.has(`${part.table}.${part.name}`) &&
        !isComputed(part.name, part.table) &&
        !isLoosened(part)
          ? [part.name]
          : [],
      )
      return [
        [
          node.name,
          [...columns, ...(node.withoutRowid || isNumberedAnew(node.name) ? [] : ["rowid"])],
        ] as const,
      ]
    }),
  )
}

/** Those columns of rows, in any order. */
export function pick(rows: Rows, surviving: Surviving): unknown {
  return [...surviving].map(([table, columns]) => [
    table,
    (rows.get(table) ?? []).map((row) => JSON.stringify(columns.map((column) => row[column]))).toSorted(),
  ])
}

/** Those columns of the rows that are there. */
export async function picked(db: AnyDatabase, surviving: Surviving): Promise<unknown> {
  const rows = new Map<string, readonly Readonly<Record<string, unknown>>[]>()
  for (const [table, columns] of surviving) {
    const list = columns.map((column) => (column === "rowid" ? "rowid as rowid" : quoteName(column)))
    rows.set(table, await query(db, `select ${list.join(", ")} from ${table}`))
  }
  return pick(rows, surviving)
}
