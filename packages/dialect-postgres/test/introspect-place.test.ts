import type { IntrospectOptions } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { introspect } from "../src/introspect.ts"
import { open, rows, run } from "./database.ts"

// Every text here is printed otherwise under other settings, or where something else is found first.
const ddl = `
  create schema app; create schema ext; create schema evil;
  create extension citext schema ext;
  create type app.kind as enum ('a'); create domain app.pos as integer check (value > 0);
  create function app.now() returns timestamptz language sql as 'select pg_catalog.now()';
  create function evil.quote_ident(text) returns text language sql as $$ select 'evil' $$;
  create function evil.oideq(oid, oid) returns boolean language sql as 'select false';
  create operator evil.= (leftarg = oid, rightarg = oid, function = evil.oideq);
  create table app."Select" (a app.kind default 'a', b app.pos, c ext.citext default 'x', d timestamptz default app.now(),
    e timestamptz default '2020-01-01 00:00:00+00', f interval default '1 day 02:00', g bytea default '\\x00ff',
    h double precision default 0.1::double precision + 0.2::double precision, i date default '2020-02-01',
    constraint ck check (e > '2020-01-01 00:00:00+00'));
  create view app.v as select 'x'::text as x from app."Select";`

const hostile = [
  "set search_path to evil, pg_catalog, public",
  "set search_path to ''",
  'set search_path to "$user", app, ext',
  `set search_path to ext, app; set quote_all_identifiers to on; set datestyle to 'SQL, DMY'; set intervalstyle to iso_8601;
   set timezone to 'Asia/Tokyo'; set extra_float_digits to 0; set bytea_output to escape`,
  `set search_path to app; create temporary table "Select" (a integer); create type pg_temp.kind as enum ('z')`,
]

it("says the same whatever the settings of whoever asks, and leaves them alone", async () => {
  const db = await open({ max: 1 })
  await run(db, ddl)
  const options: IntrospectOptions = { defaultSchema: "app", schemas: ["ext"] }
  const expected = await introspect(db, options)
  expect(expected.nodes.filter((node) => node.kind === "column")).toEqual([
    {
      kind: "column",
      table: "Select",
      name: "a",
      type: "kind",
      enum: { name: "kind" },
      nullable: true,
      default: "'a'::kind",
    },
    { kind: "column", table: "Select", name: "b", type: "pos", nullable: true },
    {
      kind: "column",
      table: "Select",
      name: "c",
      type: "ext.citext",
      nullable: true,
      default: "'x'::ext.citext",
    },
    { kind: "column", table: "Select", name: "d", type: "timestamptz", nullable: true, default: "app.now()" },
    {
      kind: "column",
      table: "Select",
      name: "e",
      type: "timestamptz",
      nullable: true,
      default: "'2020-01-01 00:00:00+00'::timestamp with time zone",
    },
    {
      kind: "column",
      table: "Select",
      name: "f",
      type: "interval",
      nullable: true,
      default: "'1 day 02:00:00'::interval",
    },
    {
      kind: "column",
      table: "Select",
      name: "g",
      type: "bytes",
      nullable: true,
      default: "'\\x00ff'::bytea",
    },
    {
      kind: "column",
      table: "Select",
      name: "h",
      type: "double",
      nullable: true,
      default: "((0.1)::double precision + (0.2)::double precision)",
    },
    {
      kind: "column",
      table: "Select",
      name: "i",
      type: "date",
      nullable: true,
      default: "'2020-02-01'::date",
    },
  ])
  for (const settings of hostile) {
    await run(db, `reset all; ${settings}`)
    const before = await rows(db, "select name, setting from pg_settings order by name")
    expect(await introspect(db, options)).toEqual(expected)
    await db.transaction().execute(async (transaction) => {
      expect(await introspect(transaction, options)).toEqual(expected)
      expect(await rows(transaction, "select name, setting from pg_settings order by name")).toEqual(
        before.map((row) => expect.objectContaining(changedByTransaction(row))),
      )
    })
  }
})

function changedByTransaction(row: unknown): object {
  const { name, setting } = row as { readonly name: string; readonly setting: string }
  return name.startsWith("transaction_") ? { name } : { name, setting }
}

it.each([
  { name: "few tables", tables: 1, options: {} },
  { name: "many tables", tables: 300, options: {} },
  {
    name: "all there is to ask",
    tables: 300,
    options: { schemas: ["other"], rights: true, viewColumns: true, unmodelled: true },
  },
])("asks at most ten queries, with the transaction's own: $name", async ({ tables, options }) => {
  const queries: string[] = []
  const db = await open({ onQuery: (text) => void queries.push(text) })
  await run(db, `create schema other; create extension citext; create materialized view m as select 1 as one`)
  await run(
    db,
    Array.from(
      { length: tables },
      (_, n) => `create table t${n} (id serial primary key, a text check (a <> ''), b integer references t0);
        create index on t${n} (lower(a)); create view v${n} as table t${n}`,
    ).join(";"),
  )
  queries.length = 0
  await introspect(db, options)
  expect(queries.length).toBe(Object.keys(options).length === 0 ? 9 : 10)
})
