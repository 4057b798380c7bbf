import type { AlterEnum, AnyDatabase, CreateEnum, Operation, StatementFailure } from "@aludel/core/dialect"

import { processText, type ServerProcess } from "./process.ts"

/**
 * A value that was added to an enumerated type can be used once its transaction is over; since PostgreSQL 17 at once where
 * the type was created in it. https://www.postgresql.org/docs/18/sql-altertype.html
 */
export function endsTransaction(
  operation: Operation,
  earlier: readonly Operation[],
  db: AnyDatabase | undefined,
): boolean | Promise<boolean> {
  if (operation.kind !== "alterEnum") return false
  const altered = operation as AlterEnum
  // Where a value goes, the type is made anew.
  if (altered.from?.some((value) => !altered.to.includes(value)) === true) return false
  const isOfThis = earlier.some((each) => each.kind === "createEnum" && isNew(each as CreateEnum, altered))
  return !isOfThis || db === undefined || isOlderThan(170_000, db)
}

async function isOlderThan(version: number, db: AnyDatabase): Promise<boolean> {
  const { sql } = await import("kysely")
  const { rows } = await sql<{ version: number }>`
    select pg_catalog.current_setting('server_version_num')::int4 as version`.execute(db)
  return rows[0]!.version < version
}

function isNew(created: CreateEnum, { schema, name }: AlterEnum): boolean {
  return created.name === name && created.schema === schema && !("ifNotExists" in created)
}

// A serialization failure, a deadlock, a lock that was not to be had in time.
const transient: ReadonlySet<string> = new Set(["40001", "40P01", "55P03"])

/** Whether a failure goes away when the whole transaction is run again. */
export function isTransient({ code }: StatementFailure): boolean {
  return code !== undefined && transient.has(code)
}

/** Which process of the server still executes a statement. The server shows the beginning of long ones. */
export async function executing(db: AnyDatabase, statement: string): Promise<string | undefined> {
  const { sql } = await import("kysely")
  const { rows } = await sql<ServerProcess>`
    select pid, application_name as application, usename::text as role, pg_catalog.host(client_addr) as client,
      pg_catalog.to_char(query_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
    from pg_catalog.pg_stat_activity
    where datname = pg_catalog.current_database() and pid <> pg_catalog.pg_backend_pid() and state = 'active'
      and query <> '' and query = pg_catalog.left(${statement}::text, pg_catalog.length(query))`.execute(db)
  return rows[0] && processText(rows[0])
}
