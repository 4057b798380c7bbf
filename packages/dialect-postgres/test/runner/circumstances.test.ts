import { index, t } from "@aludel/core"
import type { RunEvent } from "@aludel/core"
import { createDatabase } from "@aludel/test-postgres"
import { expect, inject, it } from "vitest"

import { open, rows, run } from "../database.ts"
import { indexes, migratorOf, revision, told } from "./project.ts"

const hotels = revision("a", (op) => {
  op.createTable("hotels", { id: t.integer().primaryKey(), code: t.text() })
})
const indexed = revision("b", (op) => {
  op.createIndex("hotels", index("ix_hotels_code").on("code"), { concurrently: true })
})

async function configured(...settings: readonly string[]): Promise<string> {
  const url = await createDatabase(inject("postgresUrl"))
  const db = await open({ url })
  for (const setting of settings)
    await run(
      db,
      `do $$ begin execute format('alter database %I set ${setting}', current_database()); end $$`,
    )
  return url
}

it.each([
  ["REPEATABLE READ", "default_transaction_isolation to ''repeatable read''"],
  ["SERIALIZABLE", "default_transaction_isolation to ''serializable''"],
  ["sessions that end when idle for 200 ms", "idle_in_transaction_session_timeout to ''200ms''"],
])("works for three runs at once where the default is %s", async (_, setting) => {
  const url = await configured(setting)
  const slow = revision("c", (op) => {
    op.run(() => new Promise((resolve) => setTimeout(resolve, 500)))
    op.createIndex("hotels", index("ix_hotels_id_code").on("id", "code"), { concurrently: true })
  })
  const results = await Promise.all(
    [1, 2, 3].map(async () => migratorOf(await open({ url }), [hotels, indexed, slow]).upgrade()),
  )
  expect(results.map(({ heads }) => heads)).toEqual([["c"], ["c"], ["c"]])
  expect(results.flatMap(({ revisions }) => revisions).toSorted()).toEqual(["a", "b", "c"])
  const db = await open({ url })
  expect(await indexes(db, "hotels")).toEqual(["ix_hotels_code", "ix_hotels_id_code", "pk_hotels"])
})

it("is not misled by a search_path whose first schema has functions of PostgreSQL's names", async () => {
  const url = await configured("search_path to hostile, pg_catalog, public")
  const db = await open({ url })
  await run(db, "create schema hostile; create schema app")
  const names = `pg_try_advisory_xact_lock(bigint) set_config(text,text,boolean) current_setting(text) to_regclass(text) pg_backend_pid()
    current_schema() pg_table_is_visible(oid) current_database() format_type(oid,integer)`
  for (const name of names.split(/\s+/))
    await run(
      db,
      `create function hostile.${name} returns boolean language plpgsql as $$ begin raise exception 'misled'; end $$`,
    )
  const migrator = migratorOf(await open({ url }), [hotels, indexed], { defaultSchema: "app" })
  expect(await migrator.upgrade()).toMatchObject({ heads: ["b"] })
  expect(await indexes(db, "app.hotels")).toEqual(["ix_hotels_code", "pk_hotels"])
  expect(await migrator.downgrade({ to: "base" })).toMatchObject({ heads: [] })
})

it("tells who holds the lock while it waits, and goes on", async () => {
  const url = await createDatabase(inject("postgresUrl"))
  const holding = Promise.withResolvers<void>()
  const free = Promise.withResolvers<void>()
  const first = migratorOf(await open({ url }), [
    revision("a", (op) =>
      op.run(async () => {
        holding.resolve()
        await free.promise
      }),
    ),
  ])
  const working = first.upgrade()
  await holding.promise
  const events: RunEvent[] = []
  const second = migratorOf(await open({ url }), [hotels], {
    onEvent(event) {
      events.push(event)
      if (event.kind === "lock-waiting") free.resolve()
    },
  })
  expect((await second.upgrade()).status).toBe("nothing")
  await working
  expect(events[0]).toEqual({
    kind: "lock-waiting",
    lock: "aludel_history",
    holder: expect.stringMatching(
      /^process \d+ \("aludel test", role postgres, from 127\.0\.0\.1, since \d{4}-\d\d-\d\dT[\d:]+Z\)$/,
    ),
  })
})

it("builds an index concurrently while another run waits for the lock: no deadlock", async () => {
  const url = await createDatabase(inject("postgresUrl"))
  const db = await open({ url })
  await migratorOf(db, [hotels]).upgrade()
  await run(db, "insert into hotels select i, 'x' || i from generate_series(1, 50000) i")
  const results = await Promise.all(
    [1, 2, 3, 4].map(async () => migratorOf(await open({ url }), [hotels, indexed]).upgrade()),
  )
  expect(results.map(({ status }) => status).toSorted()).toEqual(["done", "nothing", "nothing", "nothing"])
})

it("runs a transaction again whose statement did not get its lock in time, data code with it", async () => {
  const url = await createDatabase(inject("postgresUrl"))
  const db = await open({ url })
  await migratorOf(db, [hotels]).upgrade()
  let ran = 0
  const free = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const other = (await open({ url })).transaction().execute(async (transaction) => {
    await run(transaction, "lock table hotels in access exclusive mode")
    locked.resolve()
    await free.promise
  })
  await locked.promise
  const data = revision("b", (op) => {
    op.run(async () => (ran += 1))
    op.addColumn("hotels", "stars", t.integer().default(3))
  })
  const retries: RunEvent[] = []
  const onEvent = (event: RunEvent) => {
    if (event.kind !== "retry") return
    retries.push(event)
    if (retries.length === 2) free.resolve()
  }
  await migratorOf(db, [hotels, data], { statementLockTimeout: 50, onEvent }).upgrade()
  await other
  expect(ran).toBeGreaterThan(2)
  expect(retries[0]).toMatchObject({ attempt: 1, of: 10, reason: "canceling statement due to lock timeout" })
  expect(
    await rows(db, "select count(*)::int as finished from aludel_history_log where event = 'finished'"),
  ).toEqual([{ finished: 2 }])
})

it("gives up after so many retries, and nothing is left", async () => {
  const url = await createDatabase(inject("postgresUrl"))
  const db = await open({ url })
  await migratorOf(db, [hotels]).upgrade()
  const other = await open({ url })
  await other.transaction().execute(async (transaction) => {
    await run(transaction, "lock table hotels in access exclusive mode")
    const altered = revision("b", (op) => op.addColumn("hotels", "stars", t.integer().default(3)))
    const failing = migratorOf(db, [hotels, altered], { statementLockTimeout: 20, retries: 2 }).upgrade()
    expect((await told(failing)).message).toContain("canceling statement due to lock timeout")
  })
})

it("waits for a statement that outlived its client, and does not build its index twice", async () => {
  const url = await createDatabase(inject("postgresUrl"))
  const db = await open({ url })
  await migratorOf(db, [hotels]).upgrade()
  // Building the index waits for this one, and its client is gone before it is over.
  const free = Promise.withResolvers<void>()
  const snapshot = (await open({ url }))
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (transaction) => {
      await run(transaction, "select count(*) from hotels")
      await free.promise
    })
  const building = Promise.withResolvers<void>()
  const lost = await open({ url })
  const first = migratorOf(lost, [hotels, indexed], {
    onEvent: (event) => void (event.kind === "statement" && building.resolve()),
  }).upgrade()
  first.catch(() => {})
  await building.promise
  const build = `query like 'create index concurrently%' and state = 'active'`
  const active = () =>
    rows(db, `select pid from pg_stat_activity where datname = current_database() and ${build}`)
  while ((await active()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  // The lock's connection is gone, and the one that builds works on.
  await run(
    db,
    `select pg_terminate_backend(l.pid) from pg_locks l where l.locktype = 'advisory' and l.database = (select oid from pg_database where datname = current_database())`,
  )
  const events: RunEvent[] = []
  const second = migratorOf(db, [hotels, indexed], {
    onEvent(event) {
      events.push(event)
      if (event.kind === "statement-waiting") free.resolve()
    },
  })
  expect(await second.upgrade()).toMatchObject({ heads: ["b"] })
  await snapshot
  await first.catch(() => {})
  expect(events).toContainEqual({
    kind: "statement-waiting",
    id: "b",
    process: expect.stringMatching(/^process \d+ \("aludel test"/),
    sql: 'create index concurrently "ix_hotels_code" on "hotels" ("code")',
  })
  expect(events.filter(({ kind }) => kind === "statement")).toEqual([])
  expect(await indexes(db, "hotels")).toEqual(["ix_hotels_code", "pk_hotels"])
})

it("tells that the lock is lost where its connection broke while an index was built, and goes on by the next run", async () => {
  const url = await createDatabase(inject("postgresUrl"))
  const db = await open({ url })
  await migratorOf(db, [hotels]).upgrade()
  const more = revision("c", (op) => {
    op.createIndex("hotels", index("ix_hotels_id_code").on("id", "code"), { concurrently: true })
  })
  // Building the index waits for this one, which ends once the connection is gone.
  const free = Promise.withResolvers<void>()
  const began = Promise.withResolvers<void>()
  const snapshot = (await open({ url }))
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (transaction) => {
      await run(transaction, "select count(*) from hotels")
      began.resolve()
      await free.promise
    })
  await began.promise
  const onEvent = async (event: RunEvent) => {
    if (event.kind !== "statement") return
    await run(
      db,
      `select pg_terminate_backend(l.pid) from pg_locks l where l.locktype = 'advisory' and l.database = (select oid from pg_database where datname = current_database())`,
    )
    free.resolve()
  }
  const failing = migratorOf(await open({ url }), [hotels, indexed, more], {
    onEvent: (event) => void onEvent(event),
  })
  expect((await told(failing.upgrade())).code).toBe("lock/lost")
  await snapshot
  expect(await migratorOf(db, [hotels, indexed, more]).upgrade()).toMatchObject({ heads: ["c"] })
  expect(await indexes(db, "hotels")).toEqual(["ix_hotels_code", "ix_hotels_id_code", "pk_hotels"])
})

it("stops when it is told to while it waits for the lock, and in the middle of a statement", async () => {
  const url = await createDatabase(inject("postgresUrl"))
  const controller = new AbortController()
  const slow = revision("a", (op) => {
    op.createTable("hotels", { id: t.integer().primaryKey() })
    op.sql("select pg_sleep(60)")
  })
  const db = await open({ url })
  const sleeping = Promise.withResolvers<void>()
  const onEvent = (event: RunEvent) => {
    if (event.kind === "statement" && event.sql.includes("pg_sleep")) sleeping.resolve()
  }
  const failing = told(migratorOf(db, [slow], { onEvent }).upgrade({ signal: controller.signal }))
  await sleeping.promise
  const waiting = new AbortController()
  const other = migratorOf(await open({ url }), [slow], {
    onEvent: (event) => void (event.kind === "lock-waiting" && waiting.abort()),
  }).upgrade({ signal: waiting.signal })
  expect((await told(other)).code).toBe("run/aborted")
  controller.abort("enough")
  expect((await failing).code).toBe("run/aborted")
  expect(await rows(db, "select to_regclass('hotels') as hotels")).toEqual([{ hotels: null }])
})
