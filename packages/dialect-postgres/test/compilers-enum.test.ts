import { catalog, type Operation, type Schema, type Step } from "@aludel/core/dialect"
import { expect, inject, it } from "vitest"

import { compileOperation } from "../../core/src/execution/compile.ts"
import { introspect } from "../src/introspect.ts"
import { open, rows, run, target } from "./database.ts"
import { inOrder as nodesInOrder, migrate, read } from "./migrate.ts"

function texts(steps: readonly Step[]): readonly string[] {
  return steps.map((step) => (step.kind === "statement" ? step.sql : "code"))
}

const name = `${"k".repeat(62)}"`

// Everything that may speak of an enum: columns and arrays with defaults, keys between them, checks, indexes, an
// exclusion, generated columns, views, a materialized view, functions, triggers, policies, a partition's own default.
const made = `
  create extension btree_gist;
  create schema app; set search_path to app;
  create type K as enum ('a', 'b', 'c');
  comment on type K is 'kinds';
  grant usage on type K to reader with grant option; revoke usage on type K from public;
  create table parent (kind K primary key default 'a', many K[] not null default '{a}'::K[], word text default 'c'::K::text);
  insert into parent values ('a', '{a,c}', 'x');
  create table t (id integer generated always as identity, kind K not null default 'c', more K references parent,
    is_a boolean not null ${inject("postgresMajor") < 17 ? "default false" : "generated always as (kind = 'a') stored"},
    constraint ck check (kind <> 'a'::K), constraint ex exclude using gist (id with =, kind with =) where (kind = 'c'));
  comment on constraint ck on t is 'not a';
  insert into t (kind, more) values ('c', 'a');
  create index ix on t (id) where kind = 'c'; comment on index ix is 'of c';
  create unique index plain on t (kind, id);
  create table parted (kind K, at date) partition by range (at);
  create table part partition of parted default; alter table part alter kind set default 'a', add constraint own check (kind in ('a', 'c'));
  create view v as select kind, 'c'::K as c from t; comment on view v is 'a view'; grant select on v to reader;
  create materialized view m as select count(*) as n from v where kind = 'c'; create unique index ix_m on m (n);
  create function f(k K) returns K language sql as 'select $1';
  create function g() returns trigger language plpgsql as 'begin return new; end';
  create trigger tr before update on t for each row when (old.kind = 'a') execute function g();
  create policy p on t using (kind = 'c');`.replaceAll(/\bK\b/g, `"${name.replaceAll('"', '""')}"`)

it.skipIf(inject("postgresMajor") < 17)(
  "makes an enum anew, and everything that speaks of it stays as it was",
  async () => {
    const db = await open({ max: 1 })
    await run(
      db,
      `do $$ begin if not exists (select from pg_roles where rolname = 'reader') then create role reader; end if; end $$`,
    )
    await run(db, made)
    const options = { defaultSchema: "app", rights: true }
    const before = await introspect(db, options)
    const values = ["c", "new", "a"]
    const operation = { kind: "alterEnum", name, from: ["a", "b", "c"], to: values } as Operation
    const steps = texts(compileOperation(operation, target(db, "app"), catalog(before)))
    await db.transaction().execute(async (transaction) => {
      for (const text of steps) await run(transaction, text)
    })
    const after = await introspect(db, options)
    const renewed = before.nodes.map((node) => (node.kind === "enum" ? { ...node, values } : node))
    expect(inOrder(after)).toEqual(inOrder({ ...before, nodes: renewed }))
    expect(await rows(db, `select kind, more, is_a from t`)).toEqual([{ kind: "c", more: "a", is_a: false }])
    expect(await rows(db, `select many::text, n::integer from parent, m`)).toEqual([{ many: "{a,c}", n: 1 }])
  },
)

it("does not make anew what has a value that goes", async () => {
  const db = await open({ max: 1 })
  await run(db, `create type k as enum ('a', 'b'); create table t (k k); insert into t values ('a')`)
  const operation = { kind: "alterEnum", name: "k", from: ["a", "b"], to: ["b"] } as Operation
  const steps = texts(compileOperation(operation, target(db), catalog(await introspect(db))))
  const running = db.transaction().execute(async (transaction) => {
    for (const text of steps) await run(transaction, text)
  })
  await expect(running).rejects.toThrow('invalid input value for enum k: "a"')
})

it("refuses what PostgreSQL can't convert", async () => {
  const db = await open({ max: 1 })
  await run(db, `create type k as enum ('a', 'b'); create table t (k k[]) partition by list (k)`)
  const operation = { kind: "alterEnum", name: "k", from: ["a", "b"], to: ["b", "a"] } as Operation
  const before = catalog(await introspect(db))
  expect(() => compileOperation(operation, target(db), before)).toThrow(
    "the column t.k is what its table is partitioned by, so that its type k[] can't be made anew",
  )
})

const speaking = [
  {
    name: "a default that changes",
    from: `create table t (k k default 'c')`,
    to: `create table t (k k default 'a')`,
  },
  {
    name: "a column that goes",
    from: `create table t (k k default 'c', a integer)`,
    to: `create table t (a integer)`,
  },
  {
    name: "a column of another type",
    from: `create table t (k k default 'c')`,
    to: `create table t (k text default 'c')`,
  },
  {
    name: "a check that changes",
    from: `create table t (k k, constraint ck check (k <> 'c'))`,
    to: `create table t (k k, constraint ck check (k <> 'b'))`,
  },
  {
    name: "a view, a policy and a domain that change",
    from: `create table t (k k); create view v as select k from t where k = 'c'; create policy p on t using (k = 'c'); create domain d as k check (value <> 'c')`,
    to: `create table t (k k); create view v as select k from t where k = 'b'; create policy p on t using (k = 'b'); create domain d as k check (value <> 'b')`,
  },
  {
    name: "a view, a function and a domain that go",
    from: `create table t (k k); create view v as select k from t where k = 'c'; create function f() returns text language sql begin atomic select 'c'::k::text; end; create domain d as k check (value <> 'c')`,
    to: `create table t (k k)`,
  },
]

it.for(speaking)("takes a value from an enum behind what speaks of it: $name", async ({ from, to }) => {
  const db = await open({ max: 1 })
  for (const [schema, values, text] of [
    ["one", `'a', 'b', 'c'`, from],
    ["two", `'a', 'b'`, to],
  ])
    await run(
      db,
      `create schema ${schema}; set search_path to ${schema}, public; create type k as enum (${values}); ${text}`,
    )
  await run(db, `insert into one.t (k) values ('a')`)
  const wanted = await read(db, "two")
  await migrate(db, await read(db, "one"), wanted)
  expect(nodesInOrder(await read(db, "one"))).toEqual(nodesInOrder(wanted))
  expect(await rows(db, `select count(*)::integer as n from one.t`)).toEqual([{ n: 1 }])
})

function inOrder({ nodes, rights = [] }: Schema): object {
  const sorted = (list: readonly object[]) => list.map((each) => JSON.stringify(each)).toSorted()
  const grants = rights.map((each) => ({ ...each, grants: sorted(each.grants ?? []) }))
  return { nodes: sorted(nodes), rights: sorted(grants) }
}
