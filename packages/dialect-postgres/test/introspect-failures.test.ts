import { createDatabase } from "@aludel/test-postgres"
import type { AnyDatabase } from "@aludel/core/dialect"
import { expect, inject, it } from "vitest"

import { introspect } from "../src/introspect.ts"
import { open, rows, run } from "./database.ts"

const doomed = [
  { name: "a table with a default", ddl: "create table t (a integer default 1 + 1)", drop: "drop table t" },
  { name: "a table with a check", ddl: "create table t (a integer check (a > 0))", drop: "drop table t" },
  {
    name: "an index with an expression",
    ddl: "create table t (a text); create index i on t (lower(a)) where a > ''",
    drop: "drop index i",
  },
  { name: "a view", ddl: "create view v as select 1 as a", drop: "drop view v" },
  {
    name: "a view over a table",
    ddl: "create table t (a integer); create view v as table t",
    drop: "drop table t cascade",
  },
  {
    name: "a column that others name",
    ddl: "create table t (a integer, b integer generated always as (a + 1) stored)",
    drop: "alter table t drop b, drop a",
  },
  {
    name: "a function",
    ddl: "create function f() returns integer language sql as 'select 1'",
    drop: "drop function f",
  },
  {
    name: "a trigger",
    ddl: "create function f() returns trigger language plpgsql as 'begin end'; create table t (a integer); create trigger g before insert on t for each row execute function f()",
    drop: "drop table t",
  },
  {
    name: "a policy",
    ddl: "create table t (a integer); create policy p on t using (a > 0)",
    drop: "drop table t",
  },
  { name: "a domain", ddl: "create domain d as integer default 1 check (value > 0)", drop: "drop domain d" },
  {
    name: "a type of a column",
    ddl: "create type e as enum ('a'); create table t (a e default 'a', b e[])",
    drop: "drop table t; drop type e",
  },
  {
    name: "a partition",
    ddl: "create table p (a integer, b integer default 1) partition by range (a); create table q partition of p default",
    drop: "drop table p",
  },
  { name: "a schema", ddl: "create table t (a integer default 1)", drop: "drop schema public cascade" },
]

// The texts that PostgreSQL prints know the new names, the snapshot the old ones.
const renamed = [
  {
    name: "a column that a check names",
    ddl: "create table t (a integer check (a > 0))",
    drop: "alter table t rename a to b",
  },
  {
    name: "a table that a view names",
    ddl: "create table t (a integer); create view v as table t",
    drop: "alter table t rename to u",
  },
  {
    name: "an enum that a default names",
    ddl: "create type e as enum ('a'); create table t (a e default 'a')",
    drop: "alter type e rename to f",
  },
  {
    name: "a function that an index names",
    ddl: "create function f(integer) returns integer immutable language sql as 'select 1'; create table t (a integer); create index i on t (f(a))",
    drop: "alter function f rename to g",
  },
  {
    name: "a schema that a view names",
    ddl: "create schema s; create table s.t (a integer); create view v as table s.t",
    drop: "alter schema s rename to r",
  },
  {
    name: "a function that gets another body",
    ddl: "create function f() returns integer language sql as 'select 1'; create table t (a integer)",
    drop: "create or replace function f() returns integer language sql as 'select 2'; alter table t add b integer",
  },
]

it.each([...doomed, ...renamed])("is right when $name goes while it is read", async ({ ddl, drop }) => {
  const url = await createDatabase(inject("postgresUrl"))
  const other = await open({ url })
  await run(other, ddl)
  const before = await introspect(other)
  const read = await introspect(await openRival(url, other, drop))
  expect([before, await introspect(other)]).toContainEqual(read)
})

it.each(doomed)(
  "is right or says why in a transaction whose snapshot still shows $name",
  async ({ ddl, drop }) => {
    const url = await createDatabase(inject("postgresUrl"))
    const other = await open({ url })
    await run(other, ddl)
    const before = await introspect(other, { defaultSchema: "public" })
    let read: unknown
    const db = await open({ url })
    // After a failed statement the transaction can only be rolled back, and Kysely says so.
    await db
      .transaction()
      .setIsolationLevel("repeatable read")
      .execute(async (transaction) => {
        await rows(transaction, "select 1 from pg_class limit 1")
        await run(other, drop)
        read = await introspect(transaction, { defaultSchema: "public" }).catch((error: unknown) => error)
      })
      .catch(() => {})
    expect([before, expect.objectContaining(changed)]).toContainEqual(read)
  },
)

const changed = {
  code: "database/failed",
  message: "the schema was changed while it was read",
  hint: "Do it again when nobody else is migrating.",
}

// The other drops something once this one has its snapshot.
async function openRival(url: string, other: AnyDatabase, drop: string): Promise<AnyDatabase> {
  let isDone = false
  return open({
    url,
    onQuery: async (text) => {
      if (isDone || !text.includes("server_version_num")) return
      isDone = true
      await run(other, drop)
    },
  })
}

it("reads all as a role that may do nothing but use the default schema", async () => {
  const url = await createDatabase(inject("postgresUrl"))
  const db = await open({ url, max: 1 })
  await run(
    db,
    `create schema app; create schema hidden; create type hidden.kind as enum ('a');
     create table hidden.h (id integer primary key);
     create table app.t (a integer primary key references hidden.h, b hidden.kind default 'a', c text check (c <> ''));
     create index on app.t (lower(c)); create view app.v as select a from app.t where b = 'a';
     create function app.f() returns integer security definer language sql as 'select 1';
     alter table app.t enable row level security; create policy p on app.t using (a > 0)`,
  )
  const options = {
    defaultSchema: "app",
    schemas: ["hidden"],
    rights: true,
    viewColumns: true,
    unmodelled: true,
  }
  const expected = await introspect(db, options)
  const role = `nobody_${process.pid}`
  await run(
    db,
    `create role ${role}; revoke all on schema app from public; revoke all on schema hidden from public`,
  )
  try {
    await run(db, `set role ${role}`)
    await expect(introspect(db, options)).rejects.toMatchObject({
      code: "database/failed",
      message: `the role may not use the schema "app"`,
      hint: `Grant it: grant usage on schema "app" to …`,
    })
    await run(db, `reset role; grant usage on schema app to ${role}; set role ${role}`)
    const { rights: _, ...read } = await introspect(db, options)
    const { rights: __, ...all } = expected
    expect(read).toEqual(all)
  } finally {
    await run(db, `reset role; drop owned by ${role}; drop role ${role}`)
  }
})

it("reads nothing of a schema that is not there", async () => {
  const db = await open()
  await run(db, "create table t (a integer); create schema other; create table other.u (a integer)")
  expect(await introspect(db, { defaultSchema: "missing", schemas: ["gone", "other"] })).toEqual({
    nodes: [
      { kind: "namespace", name: "other" },
      { kind: "table", schema: "other", name: "u" },
      { kind: "column", schema: "other", table: "u", name: "a", type: "integer", nullable: true },
    ],
  })
})
