import { createMigrator, inMemory, type AppliedChange, type MigratorOptions } from "@aludel/core"
import { isAludelError, type AnyDatabase } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { postgres } from "../../src/postgres.ts"
import { t } from "../../src/index.ts"
import { open, rows, run } from "../database.ts"
import { revision } from "./project.ts"

const first = [
  revision("a", (op) => void op.createTable("hotels", { id: t.integer().primaryKey("pk_hotels") })),
]

const migratorOf = (db: AnyDatabase, options: Partial<MigratorOptions> = {}) =>
  createMigrator({ db, dialect: postgres(), source: inMemory(first), ...options })

it("session: what a role makes is its own, and the statements hold for data code", async () => {
  const db = await open({ max: 1 })
  await run(
    db,
    `drop role if exists aludel_owner; create role aludel_owner; grant create, usage on schema public to aludel_owner`,
  )
  let timeout: unknown
  const data = revision("b", (op) =>
    op.run(async (lent) => {
      timeout = await rows(lent, "show statement_timeout")
    }),
  )
  const source = inMemory([...first, data])
  await migratorOf(db, {
    source,
    session: ["set local role aludel_owner", "set local statement_timeout = '7s'"],
  }).upgrade()
  expect(
    await rows(db, "select tableowner from pg_tables where tablename in ('hotels', 'aludel_history')"),
  ).toEqual([{ tableowner: "aludel_owner" }, { tableowner: "aludel_owner" }])
  expect(timeout).toEqual([{ statement_timeout: "7s" }])
  // `set local` leaves the pool's connection as it was.
  expect(await rows(db, "select current_user = session_user as same")).toEqual([{ same: true }])
  await run(db, "drop owned by aludel_owner; drop role aludel_owner")
})

it("session: a function is handed the connection; in a transaction of the caller's nothing is done", async () => {
  const db = await open()
  const seen: unknown[] = []
  const session = async (connection: AnyDatabase) =>
    seen.push(...(await rows(connection, "select pg_backend_pid() as pid")))
  await migratorOf(db, { session }).upgrade()
  expect(seen.length).toBeGreaterThan(0)
  seen.length = 0
  await db
    .transaction()
    .execute((transaction) => migratorOf(transaction, { session }).downgrade({ to: "base" }))
  expect(seen).toEqual([])
})

it("onRevision: is in the transaction of the revision, behind its row; its writes stand or fall with it", async () => {
  const db = await open()
  await run(db, "create table audit (id text, direction text, applied bigint)")
  const onRevision = async ({ id, direction }: AppliedChange, lent: AnyDatabase) => {
    const [row] = (await rows(
      lent,
      `select count(*) as n from aludel_history where id = '${id}'`,
    )) as readonly { n: string }[]
    await lent.insertInto("audit").values({ id, direction, applied: row?.n }).execute()
  }
  const migrator = migratorOf(db, { onRevision })
  await migrator.upgrade()
  await migrator.downgrade({ to: "base" })
  await migrator.stamp({ to: "a" })
  expect(await rows(db, "select * from audit")).toEqual([
    { id: "a", direction: "upgrade", applied: "1" },
    { id: "a", direction: "downgrade", applied: "0" },
    { id: "a", direction: "stamp", applied: "1" },
  ])
})

it("onRevision: where it throws the revision is rolled back, and with it what it wrote", async () => {
  const db = await open()
  await run(db, "create table audit (id text)")
  const onRevision = async ({ id }: AppliedChange, lent: AnyDatabase) => {
    await lent.insertInto("audit").values({ id }).execute()
    throw new Error("the change window is closed")
  }
  const failure = await migratorOf(db, { onRevision })
    .upgrade()
    .catch((error: unknown) => error)
  expect(isAludelError(failure) && [failure.code, failure.message]).toEqual([
    "run/failed",
    "revision a: onRevision failed: the change window is closed",
  ])
  expect(
    await rows(db, "select to_regclass('hotels') as hotels, (select count(*) from audit) as audited"),
  ).toEqual([{ hotels: null, audited: "0" }])
})
