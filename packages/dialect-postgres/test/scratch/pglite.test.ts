import type { Schema } from "@aludel/core/dialect"
import { expect, it, vi } from "vitest"

import { introspect } from "../../src/introspect.ts"
import { rows, run as execute } from "../database.ts"
import { chosen, imported, run } from "./place.ts"

// It takes seconds to start, and many where every core is busy.
vi.setConfig({ testTimeout: 180_000 })

/** Without extensions, whose versions are the server's. */
function ours({ nodes }: Schema): Schema["nodes"] {
  return nodes.filter((node) => node.kind !== "defined")
}

it("is PostgreSQL within the process, with the extensions and settings of the run, and says where versions differ", async () => {
  const { db } = await run()
  await execute(db, `create extension citext; create extension "uuid-ossp"; set timezone to 'Asia/Tokyo'`)
  const [{ version }] = (await rows(db, "select current_setting('server_version') as version")) as [
    { version: string },
  ]
  const { choices, result } = await chosen(
    db,
    { import: imported, prepare: "create role app; create schema auth; create table auth.users (id uuid)" },
    async (place) => {
      await execute(
        place.db,
        "create table mails (mail citext default 'a', id uuid default uuid_generate_v4())",
      )
      expect(
        await rows(
          place.db,
          "select current_setting('timezone') as zone, to_regclass('auth.users')::text as made",
        ),
      ).toEqual([{ zone: "Asia/Tokyo", made: "auth.users" }])
      return ours(await introspect(place.db))
    },
  )
  const differs = version.startsWith("18.")
    ? ""
    : ` (the server is ${version}: what only one of the two has or prints may show as a difference)`
  expect(choices.map((choice) => choice.replace(/18\.\d+/, "18"))).toEqual([
    `PGlite within this process, PostgreSQL 18${differs}, for no \`connect\` opens databases by name`,
  ])
  await execute(db, "create table mails (mail citext default 'a', id uuid default uuid_generate_v4())")
  expect(result).toEqual(ours(await introspect(db)))
})

it("says what it lacks where a statement fails for want of it", async () => {
  const { db } = await run()
  await execute(db, "create extension postgres_fdw")
  const { result } = await chosen(db, { import: imported }, async (place) => ({
    lacking: place.hint?.({ message: "…", code: "42704" }),
    other: place.hint?.({ message: "…", code: "23505" }),
  }))
  expect(result.other).toBeUndefined()
  expect(result.lacking).toMatch(
    /^The scratch lacks extensions that could not be created there: postgres_fdw \(.+\)\. What the schema refers to but does not own, or has no words for \(extensions, roles, aggregates, operators, other people's tables\), is made by `scratch\.prepare` in the configuration\.$/,
  )
})

it("is passed over where it does not start, which is told", async () => {
  const { db } = await run()
  const broken = { import: () => Promise.reject(new Error("no WebAssembly here")) }
  expect((await chosen(db, broken, async () => "done")).choices).toEqual([
    "schemas in a transaction that is rolled back, for no `connect` opens databases by name, and PGlite did not start: no WebAssembly here",
  ])
})

it("serves where the server is read-only; without it there is no scratch", async () => {
  const { db, connect } = await run()
  await execute(db, "set default_transaction_read_only to on")
  const { choices } = await chosen(db, { connect, import: imported }, (place) =>
    execute(place.db, "create table t (id integer)"),
  )
  expect(choices[0]).toMatch(
    /^PGlite .*, for no temporary database could be created: cannot execute CREATE DATABASE in a read-only transaction$/,
  )
  await expect(chosen(db, { connect }, async () => "never")).rejects.toMatchObject({
    code: "scratch/unavailable",
    message:
      "no scratch can be made: no temporary database could be created: cannot execute CREATE DATABASE in a read-only transaction, PGlite is not installed, and no schema can be created: cannot execute CREATE SCHEMA in a read-only transaction",
  })
})
