import { createDatabase } from "@aludel/test-postgres"
import { sql } from "kysely"
import { expect, inject, it } from "vitest"

import { foundObjects } from "../../src/scratch/wipe.ts"
import { open, rows, run as execute } from "../database.ts"
import { chosen, run } from "./place.ts"

const spare = () => createDatabase(inject("postgresUrl"))

/** What is in it, in the words of the refusal. */
async function contents(url: string): Promise<readonly string[]> {
  const found = await foundObjects(await open({ url, max: 1 }), 100)
  return found.map(({ type, identity }) => `${type} ${identity}`)
}

const everything = `
  create schema "Odd name"; create table "Odd name"."A table" (id integer generated always as identity primary key);
  create table parent (id integer) partition by range (id); create table part partition of parent for values from (0) to (9);
  create view seen as select * from parent; create materialized view kept as select * from parent;
  create type mood as enum ('good'); create domain positive as integer check (value > 0); create type pair as (a integer, b text);
  create type span as range (subtype = integer); create sequence numbers; create collation plain from "C";
  create function plus(a integer, b integer) returns integer language sql as 'select a + b';
  create procedure nothing() language sql as ''; create aggregate total(integer) (sfunc = plus, stype = integer);
  create operator ## (leftarg = integer, rightarg = integer, function = plus);
  create statistics pair_counts on a, b from pairs; create publication all_of_it; create foreign data wrapper nobody;
  create server nowhere foreign data wrapper nobody; create foreign table far (id integer) server nowhere;
  create function told() returns event_trigger language plpgsql as 'begin end'; create event trigger telling on ddl_command_end execute function told();
  create cast (integer as pair) with function paired(integer); create text search configuration words (copy = simple);
  create extension citext; create extension hstore with schema "Odd name"; create table mails (mail citext);
  alter default privileges grant select on tables to public`

it("is emptied before and after use, whatever it holds", async () => {
  const { db } = await run()
  const url = await spare()
  const { choices } = await chosen(db, { url }, async (place) => {
    await execute(
      place.db,
      `create table pairs (a integer, b integer); create type early as (a integer);
      create function paired(integer) returns early language sql as 'select row($1)::early';
      ${everything.replace("integer as pair", "integer as early")}`,
    )
    expect((await contents(url)).length).toBeGreaterThan(25)
  })
  expect(choices).toEqual([`the database ${new URL(url).pathname.slice(1)}, which scratch.url sets aside`])
  expect(await contents(url)).toEqual([])
  const there = await open({ url, max: 1 })
  expect(await rows(there, "select extname::text from pg_extension")).toEqual([{ extname: "plpgsql" }])

  // As a crash leaves it.
  await execute(there, "create table left_over (id integer)")
  const { result } = await chosen(db, { url }, (place) =>
    rows(place.db, "select to_regclass('left_over')::text as found"),
  )
  expect(result).toEqual([{ found: null }])
  await expect(
    chosen(db, { url }, async (place) => {
      await execute(place.db, "create table mine (id integer)")
      throw new Error("mine")
    }),
  ).rejects.toThrow("mine")
  expect(await contents(url)).toEqual([])
})

it("takes its own connections from `open`, and closes them", async () => {
  const { db } = await run()
  const url = await spare()
  const opened: string[] = []
  const settings = {
    url,
    async open(asked: string) {
      opened.push(asked)
      const other = await open({ url: asked, max: 1 })
      await sql`set application_name to 'a driver of its own'`.execute(other)
      return other
    },
  }
  const { result } = await chosen(db, settings, (place) => rows(place.db, "show application_name"))
  expect(result).toEqual([{ application_name: "a driver of its own" }])
  expect(opened).toEqual([url])
})

it("is refused where it is the run's own database, by whatever name", async () => {
  const { db, url } = await run()
  const other = new URL(url)
  other.hostname = "localhost"
  await expect(chosen(db, { url: other.href }, async () => "never")).rejects.toMatchObject({
    code: "scratch/unavailable",
    message: `scratch.url leads to ${other.pathname.slice(1)}, the database of the run itself`,
  })
})

it("is refused where it holds anything that is not ours, and nothing is dropped", async () => {
  const { db } = await run()
  const url = await spare()
  const there = await open({ url, max: 1 })
  await execute(
    there,
    "create table guests (id integer); create type mood as enum (); create view v as select 1 as a; create schema s",
  )
  await expect(chosen(db, { url }, async () => "never")).rejects.toMatchObject({
    code: "scratch/unavailable",
    message: `the database ${new URL(url).pathname.slice(1)}, to which scratch.url leads, is not empty: it has table public.guests, type public.mood, view public.v and more`,
    hint: "Everything in a scratch is dropped: set an empty database aside for it, as with createdb.",
  })
  expect(await contents(url)).toEqual([
    "table public.guests",
    "type public.mood",
    "view public.v",
    "schema s",
  ])
})

it.each([
  {
    name: "nobody listens there",
    change: (url: URL) => void (url.port = "1"),
    message:
      /^the scratch database can't be opened: cannot connect to database "\w+" at 127\.0\.0\.1:1 as "postgres"/,
  },
  {
    name: "there is no such database",
    change: (url: URL) => void (url.pathname = "/nowhere"),
    message: /^the scratch database can't be opened: .*database "nowhere" does not exist$/,
  },
  {
    name: "nothing may be created in it",
    change: (url: URL) => void url.searchParams.set("options", "-c default_transaction_read_only=on"),
    message:
      /^nothing can be created in the scratch database \w+: cannot execute CREATE SCHEMA in a read-only transaction$/,
  },
])("is refused, and no other kind is tried, where $name", async ({ change, message }) => {
  const { db, connect } = await run()
  const url = new URL(await spare())
  change(url)
  await expect(chosen(db, { url: url.href, connect }, async () => "never")).rejects.toMatchObject({
    code: "scratch/unavailable",
    message: expect.stringMatching(message),
    hint: expect.any(String),
  })
})

it("lets no two runs meet in it", async () => {
  const url = await spare()
  const runs = await Promise.all([run(), run(), run()])
  let inside = 0
  await Promise.all(
    runs.map(({ db }) =>
      chosen(db, { url }, async (place) => {
        inside += 1
        await execute(place.db, "create table t (id integer)")
        expect(inside).toBe(1)
        await new Promise((resolve) => setTimeout(resolve, 60))
        inside -= 1
      }),
    ),
  )
  expect(await contents(url)).toEqual([])
})
