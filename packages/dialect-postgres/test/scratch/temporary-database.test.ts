import { fork } from "node:child_process"
import { once } from "node:events"

import type { ScratchSettings } from "@aludel/core/dialect"
import { sql } from "kysely"
import { inject, describe, expect, it } from "vitest"

import { introspect } from "../../src/introspect.ts"
import { circumstances } from "../../src/scratch/circumstances.ts"
import { scratch } from "../../src/scratch/scratch.ts"
import { createStatement } from "../../src/scratch/temporary-database.ts"
import { open, rows, run as execute } from "../database.ts"
import { chosen, run } from "./place.ts"

const named = (db: Parameters<typeof rows>[0], name: unknown) =>
  rows(db, `select datname::text as name from pg_database where datname = '${String(name)}'`)

it("is a database of the run's encoding, locale and settings, dropped afterwards", async () => {
  const { db, connect } = await run()
  await execute(db, "set timezone to 'Asia/Tokyo'; set datestyle to 'German'")
  const like =
    "select encoding, datcollate, datctype, current_setting('timezone') as zone, current_setting('datestyle') as dates from pg_database where datname = current_database()"
  const here = await rows(db, like)
  const { choices, result } = await chosen(db, { connect }, async (place) => {
    expect(await rows(place.db, like)).toEqual(here)
    await execute(place.db, "create table hotels (id integer)")
    expect((await introspect(place.db)).nodes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "table hotels",
      "column id",
    ])
    return rows(place.db, "select current_database()::text as name")
  })
  const version = await rows(db, "select current_setting('server_version') as version")
  expect(choices).toEqual([
    `a temporary database on the server of the run (PostgreSQL ${(version[0] as { version: string }).version})`,
  ])
  const [{ name }] = result as [{ name: string }]
  expect(name).toMatch(/^aludel_scratch_\d{10}_[0-9a-f]{12}$/)
  expect(await named(db, name)).toEqual([])
  expect(await rows(db, "select to_regclass('hotels')::text as made")).toEqual([{ made: null }])
})

it("is dropped when the work throws, and when somebody else is still connected", async () => {
  const { db, connect } = await run()
  let name = ""
  const work = chosen(db, { connect }, async (place) => {
    ;[{ name }] = (await rows(place.db, "select current_database()::text as name")) as [{ name: string }]
    const other = await connect(name)
    await sql`select 1`.execute(other)
    setTimeout(() => void other.destroy(), 500)
    throw new Error("mine")
  })
  await expect(work).rejects.toThrow("mine")
  expect(await named(db, name)).toEqual([])
})

it("is made through a connection of its own where the run's is in a transaction", async () => {
  const { db, connect } = await run()
  await db.transaction().execute(async (transaction) => {
    const { choices } = await chosen(transaction, { connect }, async (place) =>
      execute(place.db, "create table hotels (id integer)"),
    )
    expect(choices[0]).toMatch(/^a temporary database/)
  })
})

it("has the default schema under its own name, and the extensions that the run's database has", async () => {
  const { db, connect } = await run()
  await execute(db, "create schema app; create schema extras; create extension citext with schema extras")
  await scratch(
    db,
    { schemas: [], defaultSchema: "app", settings: { connect }, objects: [] },
    async (place) => {
      await execute(place.db, "create table mails (mail extras.citext)")
      expect(
        await rows(place.db, "select 'mails'::regclass::oid = 'app.mails'::regclass::oid as home"),
      ).toEqual([{ home: true }])
    },
  )
  // What will be created there is not made beforehand.
  await scratch(
    db,
    { schemas: [], settings: { connect }, objects: [{ type: "extension", name: "citext" }] },
    async (place) => {
      expect(await rows(place.db, "select extname::text from pg_extension")).toEqual([{ extname: "plpgsql" }])
    },
  )
})

describe("prepare", () => {
  const table = "select to_regclass('auth.users')::text as made"
  it.each<{ name: string; prepare: ScratchSettings["prepare"] }>([
    {
      name: "SQL of several statements",
      prepare: "create schema auth; create table auth.users (id uuid primary key)",
    },
    {
      name: "a function",
      async prepare(db) {
        await db.schema.createSchema("auth").execute()
        await db.schema.createTable("auth.users").addColumn("id", "uuid").execute()
      },
    },
  ])("$name", async ({ prepare }) => {
    const { db, connect } = await run()
    const { result } = await chosen(db, { connect, prepare }, (place) => rows(place.db, table))
    expect(result).toEqual([{ made: "auth.users" }])
  })

  it("that fails is told, and the database is gone", async () => {
    const { db, connect } = await run()
    const asked: string[] = []
    const watched = (database: string) => connect(asked[asked.push(database) - 1]!)
    await expect(
      chosen(db, { connect: watched, prepare: "create extension no_such_thing" }, async () => "never"),
    ).rejects.toMatchObject({
      code: "scratch/unavailable",
      message: expect.stringMatching(/^`scratch\.prepare` failed: .*no_such_thing/),
    })
    expect(asked).toEqual([expect.stringMatching(/^aludel_scratch_/)])
    expect(await named(db, asked[0])).toEqual([])
  })
})

describe("falls back to schemas in a transaction, and says why,", () => {
  it("where the role may not create databases", async () => {
    const { db, connect } = await run()
    const role = `plain_${process.pid}_${Math.floor(performance.now())}`
    await execute(
      db,
      `create role ${role} login; do $$ begin execute format('grant create on database %I to ${role}', current_database()); end $$`,
    )
    const [{ database }] = (await rows(db, "select current_database()::text as database")) as [
      { database: string },
    ]
    const url = new URL(inject("postgresUrl"))
    url.username = role
    url.pathname = `/${database}`
    const plain = await open({ url: url.href, max: 1 })
    const { choices } = await chosen(plain, { connect }, (place) =>
      execute(place.db, "create table t (id integer)"),
    )
    expect(choices).toEqual([
      "schemas in a transaction that is rolled back, for no temporary database could be created: permission denied to create database, and PGlite is not installed",
    ])
  })

  it("where a pooler knows no other database, or gives the same one whatever it is asked for", async () => {
    const { db, url } = await run()
    const asked: string[] = []
    const nowhere = (database: string) => {
      asked.push(database)
      return Promise.reject(new Error("no such database"))
    }
    expect((await chosen(db, { connect: nowhere }, async () => "done")).choices).toEqual([
      "schemas in a transaction that is rolled back, for the temporary database could not be opened: no such database, and PGlite is not installed",
    ])
    const same = (database: string) => {
      asked.push(database)
      return open({ url, max: 1 })
    }
    expect((await chosen(db, { connect: same }, async () => "done")).choices).toEqual([
      expect.stringMatching(
        /for `connect` opened test_[0-9a-f]+ where aludel_scratch_\w+ was asked for, and PGlite/,
      ),
    ])
    expect(asked).toHaveLength(2)
    for (const name of asked) expect(await named(db, name)).toEqual([])
  })
})

it("leaves nothing but an orphan when its process is killed, and the next use sweeps it once it is old", async () => {
  const { db, url, connect } = await run()
  const child = fork(new URL("killed.ts", import.meta.url), [url], {
    execArgv: ["--conditions=@aludel/source"],
  })
  const [message] = (await once(child, "message")) as [{ readonly name: string }]
  child.kill("SIGKILL")
  await once(child, "exit")
  expect(await named(db, message.name)).toEqual([message])
  // Young orphans stay: they may be between their creation and their first connection.
  await chosen(db, { connect }, async () => "done")
  expect(await named(db, message.name)).toEqual([message])

  const old = message.name.replace(/_\d{10}_/, "_1600000000_")
  await waitUntilFree(db, message.name)
  await execute(db, `alter database ${message.name} rename to ${old}`)
  const busy = old.replace(/[0-9a-f]{12}$/, "0123456789ab")
  const foreign = `aludel_scratch_of_mine_${process.pid}`
  await execute(db, `create database ${busy}`)
  await execute(db, `create database ${foreign}`)
  const visitor = await connect(busy)
  await sql`select 1`.execute(visitor)
  await chosen(db, { connect }, async () => "done")
  expect(await named(db, old)).toEqual([])
  expect(await named(db, busy)).toEqual([{ name: busy }])
  expect(await named(db, foreign)).toEqual([{ name: foreign }])
  await visitor.destroy()
  await execute(db, `drop database ${foreign}`)
})

async function waitUntilFree(db: Parameters<typeof rows>[0], name: string): Promise<void> {
  for (;;) {
    const left = await rows(db, `select pid from pg_stat_activity where datname = '${name}'`)
    if (left.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

describe("the statement that creates it", () => {
  const row = { encoding_name: "UTF8", datcollate: "en_US.utf8", datctype: "C" }
  const start = `create database "x" template template0 encoding 'UTF8' lc_collate 'en_US.utf8' lc_ctype 'C'`
  it.each([
    { name: "14", versionNumber: 140_023, more: {}, end: "" },
    {
      name: "15 with libc",
      versionNumber: 150_018,
      more: { datlocprovider: "c", daticulocale: null },
      end: " strategy 'file_copy' locale_provider 'libc'",
    },
    {
      name: "16 with ICU and rules",
      versionNumber: 160_014,
      more: { datlocprovider: "i", daticulocale: "de-DE", daticurules: "&a<b" },
      end: " strategy 'file_copy' locale_provider 'icu' icu_locale 'de-DE' icu_rules '&a<b'",
    },
    {
      name: "17 with its own",
      versionNumber: 170_010,
      more: { datlocprovider: "b", datlocale: "C.UTF-8" },
      end: " strategy 'file_copy' locale_provider 'builtin' builtin_locale 'C.UTF-8'",
    },
  ])("on $name", async ({ versionNumber, more, end }) => {
    const { db } = await run()
    const real = await circumstances(db, undefined)
    expect(createStatement("x", { ...real, versionNumber, row: { ...row, ...more } })).toBe(`${start}${end}`)
  })
})
