import type { AnyDatabase } from "@aludel/core/dialect"

import type { Relation } from "./relations.ts"
import { rowsOf } from "./source.ts"
import { VanishedError } from "./vanished.ts"

/** What is compared with the catalog as it is once everything is read. */
export interface Reading {
  /** The transactions that the snapshot knew, as PostgreSQL writes it: `100:105:100,102`. */
  readonly snapshot: string
  /** The schemas that were read: their oids with commas between them, for SQL. */
  readonly schemas: string
  readonly relations: ReadonlyMap<number | string, Pick<Relation, "name" | "columns">>
}

interface ChangedRow {
  readonly kind: "relation" | "column" | "other"
  readonly oid: number | string
  readonly number: number
  readonly name: string
}

/**
 * Refuses what was read where something got another name meanwhile: the functions that print definitions know the newest
 * names, the snapshot the old ones. One query, which costs next to nothing where no transaction has ended since.
 *
 * @param db a connection outside of the transaction that has read
 * @throws VanishedError where what was read is a mix of names
 */
export async function refuseMixed(db: AnyDatabase, { snapshot, schemas, relations }: Reading): Promise<void> {
  if (schemas === "") return
  for (const { kind, oid, number, name } of await rowsOf<ChangedRow>(db, changedQuery(snapshot, schemas))) {
    const relation = relations.get(oid)
    const before = kind === "relation" ? relation?.name : relation?.columns[number]
    if (kind === "other" || (before !== undefined && before !== name))
      throw new VanishedError(before ?? "something")
  }
}

// Routines and triggers are printed as they are now, types and operators by their newest names; of tables and columns both
// names are known, so more of them may be looked at: a transaction within another has a number that the snapshot lacks.
function changedQuery(snapshot: string, schemas: string): string {
  const [oldest = "", next = "", running = ""] = snapshot.split(":")
  const since = (row: string, transaction: string) =>
    `pg_catalog.age(${row}.xmin) ${op("<=")} pg_catalog.age('${short(transaction)}'::pg_catalog.xid)`
  const list = running === "" ? "" : running.split(",").map(short).join()
  const isNew = `(${since("o", next)} or o.xmin ${op("=")} any ('{${list}}'::pg_catalog.xid[]))`
  const isRead = (column: string) => `${column} ${op("=")} any ('{${schemas}}'::pg_catalog.oid[])`
  const others = [
    `pg_proc o where ${isRead("o.pronamespace")}`,
    "pg_trigger o where not o.tgisinternal",
    `pg_type o where o.typtype ${op("=")} any ('{e,d,r}'::pg_catalog."char"[])`,
    `pg_namespace o where not pg_catalog.starts_with(o.nspname::pg_catalog.text, 'pg_')`,
    "pg_operator o where true",
    "pg_collation o where true",
  ].map((from) => `select 'other', o.oid, 0, '' from pg_catalog.${from} and ${isNew}`)
  return `
    select u.* from (
      select 'relation', c.oid, 0, c.relname::pg_catalog.text from pg_catalog.pg_class c
      where ${isRead("c.relnamespace")} and ${since("c", oldest)}
      union all
      select 'column', a.attrelid, a.attnum, a.attname::pg_catalog.text from pg_catalog.pg_attribute a
      where ${since("a", oldest)}
      union all
      ${others.join("\n      union all\n      ")}
    ) u (kind, oid, number, name)
    where pg_catalog.txid_current_snapshot()::pg_catalog.text ${op("<>")} '${snapshot}'`
}

// The settings of the transaction that has read are over: nothing in `search_path` may stand in for PostgreSQL's own.
function op(operator: string): string {
  return `operator(pg_catalog.${operator})`
}

// A row has the last 32 bits of its transaction's number.
function short(transaction: string): string {
  return String(BigInt(transaction) & 0xffff_ffffn)
}
