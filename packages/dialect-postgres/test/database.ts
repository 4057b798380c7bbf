import { createDatabase } from "@aludel/test-postgres"
import type { AnyDatabase } from "@aludel/core/dialect"
import { Kysely, PostgresDialect, sql } from "kysely"
import pg from "pg"
import { inject, onTestFinished } from "vitest"

/** A Kysely over a fresh database, or over that of `url`; closed when the test is over. */
export async function open(
  options: { readonly url?: string; readonly max?: number } = {},
): Promise<AnyDatabase> {
  const url = options.url ?? (await createDatabase(inject("postgresUrl")))
  const pool = new pg.Pool({ connectionString: url, max: options.max ?? 4, application_name: "aludel test" })
  pool.on("error", () => {})
  const db = new Kysely<any>({ dialect: new PostgresDialect({ pool }) })
  onTestFinished(() => db.destroy())
  return db
}

/** Executes SQL text of one or several statements. */
export async function run(db: AnyDatabase, text: string): Promise<void> {
  await sql.raw(text).execute(db)
}

/** The rows of a query. */
export async function rows(db: AnyDatabase, text: string): Promise<readonly unknown[]> {
  return (await sql.raw(text).execute(db)).rows
}
