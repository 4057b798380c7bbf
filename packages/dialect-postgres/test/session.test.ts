import { createDatabase } from "@aludel/test-postgres"
import { expect, inject, it } from "vitest"

import { session } from "../src/session.ts"
import { open, rows, run } from "./database.ts"

const lock = "app.aludel_history"

async function database(): Promise<string> {
  return createDatabase(inject("postgresUrl"))
}

it("runs in one READ COMMITTED transaction with its settings, commits, and leaves nothing set", async () => {
  const db = await open({ max: 1 })
  await run(db, `create schema "App ""x"""; create table trace (id integer)`)
  await run(
    db,
    `set default_transaction_isolation to 'repeatable read'; set idle_in_transaction_session_timeout to '10s'`,
  )
  const settings = `select current_setting('transaction_isolation') as isolation, current_setting('search_path') as path,
    current_setting('idle_in_transaction_session_timeout') as idle, current_setting('transaction_timeout', true) as timeout,
    current_setting('client_connection_check_interval') as check`

  const inside = await session(db, { lock, defaultSchema: `App "x"` }, async (connection) => {
    await run(connection, `insert into public.trace values (1)`)
    await run(connection, `create table here (id integer)`)
    return rows(connection, settings)
  })

  const timeout = inject("postgresMajor") < 17 ? null : "0"
  expect(inside).toEqual([
    { isolation: "read committed", path: `"App ""x"""`, idle: "0", timeout, check: "250ms" },
  ])
  expect(await rows(db, `select id, to_regclass('"App ""x""".here')::text as made from trace`)).toEqual([
    { id: 1, made: `"App ""x""".here` },
  ])
  expect(await rows(db, settings)).toEqual([
    { isolation: "repeatable read", path: `"$user", public`, idle: "10s", timeout, check: "0" },
  ])
})

it("rolls back when the work fails", async () => {
  const db = await open({ max: 1 })
  const failing = session(db, { lock }, async (connection) => {
    await run(connection, `create table half (id integer)`)
    throw new Error("no")
  })
  await expect(failing).rejects.toThrow("no")
  expect(await rows(db, `select to_regclass('half') as half`)).toEqual([{ half: null }])
})

it.each([1, 4])("lets one run in at a time, each through a pool of %i", async (max) => {
  const url = await database()
  let inside = 0
  const counts: number[] = []
  const waits: number[] = []
  const one = async (index: number) => {
    const db = await open({ url, max })
    await session(db, { lock, onWait: () => waits.push(index) }, async (connection) => {
      counts.push(++inside)
      await run(connection, `select pg_sleep(0.05)`)
      inside--
    })
  }
  await Promise.all([one(0), one(1), one(2)])
  expect(counts).toEqual([1, 1, 1])
  expect(new Set(waits).size).toBe(waits.length)
})

it("excludes by name, within one database", async () => {
  const [first, second, elsewhere] = [await database(), await database(), lock]
  const db = await open({ url: first })
  await session(db, { lock }, async () => {
    const other = await open({ url: first })
    expect(await session(other, { lock: "other.aludel_history", lockTimeout: 0 }, async () => "in")).toBe(
      "in",
    )
    const foreign = await open({ url: second })
    expect(await session(foreign, { lock: elsewhere, lockTimeout: 0 }, async () => "in")).toBe("in")
  })
})

it("gives up after the timeout and says who holds the lock", async () => {
  const url = await database()
  const holder = await open({ url })
  const waiting = await open({ url })
  await session(holder, { lock }, async (connection) => {
    const [{ pid, since }] = (await rows(
      connection,
      `select pg_backend_pid() as pid, to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since`,
    )) as [{ pid: number; since: string }]
    await expect(session(waiting, { lock, lockTimeout: 60 }, async () => "never")).rejects.toMatchObject({
      code: "lock/timeout",
      message: `the lock of ${lock} could not be had within 60 ms: process ${pid} ("aludel test", role postgres, from 127.0.0.1, since ${since}) holds it`,
      hint: `Wait for the other run to end, allow more time, or end it: select pg_terminate_backend(${pid})`,
    })
  })
  expect(await session(waiting, { lock, lockTimeout: 0 }, async () => "in")).toBe("in")
})

it("ends the wait when told so", async () => {
  const url = await database()
  const holder = await open({ url })
  const waiting = await open({ url })
  await session(holder, { lock }, async () => {
    const controller = new AbortController()
    const waits: number[] = []
    const run = session(
      waiting,
      {
        lock,
        signal: controller.signal,
        onWait() {
          waits.push(1)
          setTimeout(() => controller.abort(), 40)
        },
      },
      async () => "never",
    )
    await expect(run).rejects.toMatchObject({ code: "run/aborted" })
    expect(waits).toEqual([1])
  })
})

it("begins and commits nothing in a transaction of the caller's, and puts the settings back", async () => {
  const url = await database()
  const db = await open({ url, max: 1 })
  const other = await open({ url, max: 1 })
  await run(db, `create schema app`)
  const undo = new Error("undo")
  const work = db.transaction().execute(async (transaction) => {
    await run(
      transaction,
      `set local search_path to public, pg_temp; set local idle_in_transaction_session_timeout to '9s'`,
    )
    await session(transaction, { lock, defaultSchema: "app" }, (connection) =>
      run(connection, `create table inner_one (id integer)`),
    )
    expect(
      await rows(
        transaction,
        `select current_setting('search_path') as path, current_setting('idle_in_transaction_session_timeout') as idle,
          to_regclass('app.inner_one')::text as made`,
      ),
    ).toEqual([{ path: "public, pg_temp", idle: "9s", made: "app.inner_one" }])
    // Still held: the caller has not committed.
    await expect(session(other, { lock, lockTimeout: 0 }, async () => "never")).rejects.toMatchObject({
      code: "lock/timeout",
    })
    throw undo
  })
  await expect(work).rejects.toBe(undo)
  expect(await rows(db, `select to_regclass('app.inner_one') as made`)).toEqual([{ made: null }])
  expect(await session(other, { lock, lockTimeout: 0 }, async () => "in")).toBe("in")
})

it("keeps the error of a statement that broke the caller's transaction", async () => {
  const db = await open({ max: 1 })
  const work = db
    .transaction()
    .execute((transaction) =>
      session(transaction, { lock, defaultSchema: "app" }, (connection) => run(connection, `select 1/0`)),
    )
  await expect(work).rejects.toMatchObject({ code: "22012" })
})
