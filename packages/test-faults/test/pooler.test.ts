import { isAludelError } from "@aludel/core"
import type { AnyDatabase } from "@aludel/core/dialect"
import { postgres } from "@aludel/dialect-postgres"
import { startPostgres, type PostgresServer } from "@aludel/test-postgres"
import { sql } from "kysely"
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest"

import { noPooler, startPooler } from "../src/pooler.ts"
import { fresh, open } from "../src/postgres.ts"
import { apart, plain } from "../src/revisions.ts"
import { migratorOf } from "../src/state.ts"

// A bare machine may lack the pooler; where the observers are promised, its absence is a failure.
const absent = process.env["ALUDEL_REQUIRE_OBSERVERS"] ? undefined : noPooler()

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

/** A new database, reached through a pooler that has so many connections for it. */
async function pooled(size: number): Promise<AnyDatabase> {
  const pooler = await startPooler(server.url, size)
  const db = open(pooler.through(await fresh(server.url)))
  onTestFinished(async () => {
    await db.destroy()
    await pooler.stop()
  })
  return db
}

it("sets nothing on the pooler's connections that outlasts a run", async ({ skip }) => {
  if (absent !== undefined) skip(absent)
  const db = await pooled(3)
  const migrator = migratorOf(
    { db, dialect: postgres(), revisions: apart },
    { statementLockTimeout: 12_345, defaultSchema: "app" },
  )
  expect(await migrator.upgrade()).toMatchObject({ heads: ["e5"] })
  expect(await migrator.downgrade({ to: "c3" })).toMatchObject({ heads: ["c3"] })
  const settings = async () => {
    const { rows } = await sql<{ readonly pid: number }>`
      select pg_backend_pid() as pid, pg_sleep(0.2)::text as slept, current_setting('lock_timeout') as lock_timeout,
        current_setting('client_connection_check_interval') as attention, current_setting('search_path') as path`.execute(
      db,
    )
    return rows[0]!
  }
  // At once, so that each has a connection of its own.
  const found = await Promise.all([settings(), settings(), settings()])
  expect(new Set(found.map(({ pid }) => pid)).size).toBe(3)
  for (const each of found)
    expect(each).toMatchObject({ lock_timeout: "0", attention: "0", path: '"$user", public' })
})

it("refuses what stands alone where the pooler has one connection, which is enough for the rest", async ({
  skip,
}) => {
  if (absent !== undefined) skip(absent)
  const db = await pooled(1)
  const refused = await migratorOf({ db, dialect: postgres(), revisions: apart })
    .upgrade()
    .catch((error: unknown) => error)
  expect(isAludelError(refused) && [refused.code, refused.hint]).toEqual([
    "lock/connection",
    "Give the pooler two connections of the server for this database at least (`default_pool_size` of PgBouncer), or leave `concurrently` and `transaction: false` out.",
  ])
  const { rows } = await sql`select to_regclass('hotels') as hotels`.execute(db)
  expect(rows).toEqual([{ hotels: null }])
  const migrator = migratorOf({ db, dialect: postgres(), revisions: plain })
  expect(await migrator.upgrade()).toMatchObject({ heads: ["c3"] })
})
