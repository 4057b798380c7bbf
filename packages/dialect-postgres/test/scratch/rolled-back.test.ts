import { expect, it } from "vitest"

import { introspect } from "../../src/introspect.ts"
import { scratch } from "../../src/scratch/scratch.ts"
import { open, rows, run } from "../database.ts"

const leftovers = `select nspname::text as name from pg_namespace where nspname like 'aludel%'`

it("gives fresh schemas and takes them away again", async () => {
  const db = await open({ max: 1 })
  const names = await scratch(db, { schemas: ["billing"] }, async ({ db: place, schemaName }) => {
    await run(place, `create table here (id integer)`)
    expect((await introspect(place, { defaultSchema: schemaName!(undefined) })).nodes.length).toBe(2)
    return [schemaName!(undefined), schemaName!("billing"), schemaName!("other")]
  })
  expect(names).toEqual([
    expect.stringMatching(/^aludel_scratch_[0-9a-f]{12}$/),
    expect.stringMatching(/^aludel_scratch_[0-9a-f]{12}_1$/),
    "other",
  ])
  expect(await rows(db, leftovers)).toEqual([])
  expect(await rows(db, `show search_path`)).toEqual([{ search_path: `"$user", public` }])
})

it("leaves nothing behind a failure, whatever it was", async () => {
  const db = await open({ max: 1 })
  await expect(
    scratch(db, { schemas: [] }, ({ db: place }) => run(place, `select 1/0`)),
  ).rejects.toMatchObject({ code: "22012" })
  await expect(
    scratch(db, { schemas: [] }, async ({ db: place }) => {
      await run(place, `create table here (id integer)`)
      throw new Error("mine")
    }),
  ).rejects.toThrow("mine")
  expect(await rows(db, leftovers)).toEqual([])
})

it("undoes itself within a transaction of the caller's, which goes on", async () => {
  const db = await open({ max: 1 })
  await db.transaction().execute(async (transaction) => {
    await run(transaction, `create table kept (id integer); set local search_path to public, pg_temp`)
    await scratch(transaction, { schemas: [] }, ({ db: place }) =>
      run(place, `create table here (id integer)`),
    )
    await expect(
      scratch(transaction, { schemas: [] }, ({ db: place }) => run(place, `select 1/0`)),
    ).rejects.toThrow("division by zero")
    expect(await rows(transaction, `show search_path`)).toEqual([{ search_path: "public, pg_temp" }])
  })
  expect(await rows(db, `select to_regclass('kept')::text as kept`)).toEqual([{ kept: "kept" }])
  expect(await rows(db, leftovers)).toEqual([])
})

it("refuses where the role may not create schemas", async () => {
  const db = await open({ max: 1 })
  await run(db, `create role reader_${process.pid}; set role reader_${process.pid}`)
  await expect(scratch(db, { schemas: [] }, async () => "never")).rejects.toMatchObject({
    code: "scratch/unavailable",
  })
  await run(db, `reset role`)
})

const definitions = `
  create type mood as enum ('good', 'bad');
  create table t (
    id integer generated always as identity constraint pk_t primary key,
    mood mood not null default 'good',
    mail citext default 'x' constraint ck_mail check (mail <> 'y' and length(mail) > 0),
    code text default lower('A') constraint ck_code check (code in ('a', 'b') and code like 'a%'),
    made timestamptz default now(),
    today date default current_date,
    span interval default '1 day',
    ids integer[] default array[1, 2]
  );
  create index ix_t on t (lower(code), (mail || 'x')) where mood <> 'bad' and made > '2020-01-01'`

it.each([
  {
    name: "the database's own default schema",
    defaultSchema: undefined,
    before: `create extension citext`,
    mail: "citext",
  },
  {
    name: "a default schema of its own, with an extension elsewhere",
    defaultSchema: "app",
    before: `create schema app; create extension citext`,
    mail: "public.citext",
  },
])("prints the same as the database: $name", async ({ defaultSchema, before, mail }) => {
  const db = await open({ max: 1 })
  await run(db, before)
  const text = definitions.replace("mail citext", `mail ${mail}`)
  await db.transaction().execute(async (transaction) => {
    if (defaultSchema !== undefined) await run(transaction, `set local search_path to ${defaultSchema}`)
    await run(transaction, text)
  })
  const live = await introspect(db, { defaultSchema })
  const canonical = await scratch(db, { schemas: [], defaultSchema }, async (place) => {
    await run(place.db, text)
    return introspect(place.db, { defaultSchema: place.schemaName!(undefined) })
  })
  expect(live.nodes.length).toBe(15)
  expect(canonical).toEqual(live)
})
