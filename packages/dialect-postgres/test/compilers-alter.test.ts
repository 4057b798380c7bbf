import {
  catalog,
  type AlterTable,
  type Operation,
  type Schema,
  type SchemaNode,
  type Step,
} from "@aludel/core/dialect"
import { expect, inject, it } from "vitest"

import { compileOperation } from "../../core/src/execution/compile.ts"
import { open, rows, run, target } from "./database.ts"

function texts(steps: readonly Step[]): readonly string[] {
  return steps.map((step) => (step.kind === "statement" ? step.sql : "code"))
}

const column = (name: string, type: string, attributes: object = {}): SchemaNode => ({
  kind: "column",
  table: "t",
  name,
  type,
  ...attributes,
})

interface Case {
  readonly name: string
  /** The first major version that knows all of it. Default: the oldest that is supported. */
  readonly since?: number
  readonly before: string
  /** The schema before, as far as compiling looks at it. */
  readonly nodes?: readonly SchemaNode[]
  readonly rights?: Schema["rights"]
  readonly operation: object
  readonly statements?: readonly string[]
  readonly query: string
  readonly rows: readonly object[]
}

const tables: readonly Case[] = [
  {
    name: "parameters, logging, row security, replica identity at once",
    before: `create table t (a integer) with (fillfactor = 70, autovacuum_enabled = false)`,
    operation: {
      to: {
        unlogged: true,
        parameters: { fillfactor: "80", "toast.autovacuum_enabled": "false" },
        rowSecurity: true,
        forceRowSecurity: true,
        replicaIdentity: "full",
      },
      from: {
        unlogged: null,
        parameters: { fillfactor: "70", autovacuum_enabled: "false" },
        rowSecurity: null,
        forceRowSecurity: null,
        replicaIdentity: null,
      },
    },
    statements: [
      `alter table "t" set unlogged, reset (autovacuum_enabled), set (fillfactor = '80', toast.autovacuum_enabled = 'false'), enable row level security, force row level security, replica identity full`,
    ],
    query: `select relpersistence as p, reloptions as o, relrowsecurity as s, relforcerowsecurity as f, relreplident as i from pg_class where oid = 't'::regclass`,
    rows: [{ p: "u", o: ["fillfactor=80"], s: true, f: true, i: "f" }],
  },
  {
    name: "all of it taken away",
    since: 15,
    before: `create unlogged table t (a integer) with (fillfactor = 70); alter table t enable row level security, force row level security, replica identity full`,
    operation: {
      to: {
        unlogged: null,
        parameters: null,
        rowSecurity: null,
        forceRowSecurity: null,
        replicaIdentity: null,
        accessMethod: null,
      },
      from: {
        unlogged: true,
        parameters: { fillfactor: "70" },
        rowSecurity: true,
        forceRowSecurity: true,
        replicaIdentity: "full",
        accessMethod: "heap",
      },
    },
    query: `select relpersistence as p, reloptions as o, relrowsecurity as s, relforcerowsecurity as f, relreplident as i from pg_class where oid = 't'::regclass`,
    rows: [{ p: "p", o: null, s: false, f: false, i: "d" }],
  },
  {
    name: "a partition goes over to another parent, with overrides",
    before: `create table p1 (a integer, b integer) partition by range (a); create table p2 (a integer, b integer default 3) partition by list (a);
      create table t partition of p1 for values from (1) to (2)`,
    operation: {
      to: {
        partitionOf: { table: "p2", bound: "for values in (1)" },
        overrides: { b: { default: "5", nullable: false } },
      },
      from: { partitionOf: { table: "p1", bound: "for values from (1) to (2)" }, overrides: null },
    },
    statements: [
      `alter table "p1" detach partition "t"`,
      `alter table "p2" attach partition "t" for values in (1)`,
      `alter table "t" alter column "b" set default 5, alter column "b" set not null`,
    ],
    query: `select inhparent::regclass::text as parent, (select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = 't'::regclass) as b from pg_inherits where inhrelid = 't'::regclass`,
    rows: [{ parent: "p2", b: "5" }],
  },
  {
    name: "an override goes, and the parent's default is the column's again",
    before: `create table p (a integer, b integer default 3) partition by range (a); create table t partition of p default; alter table t alter b set default 9, alter b set not null`,
    nodes: [
      { kind: "table", name: "p" },
      { kind: "column", table: "p", name: "b", type: "integer", default: "3" },
      { kind: "table", name: "t", partitionOf: { table: "p", bound: "default" } },
    ],
    operation: { to: { overrides: null }, from: { overrides: { b: { default: "9", nullable: false } } } },
    statements: [`alter table "t" alter column "b" set default 3, alter column "b" drop not null`],
    query: `select pg_get_expr(adbin, adrelid) as b, attnotnull as "notNull" from pg_attrdef join pg_attribute on attrelid = adrelid and attnum = adnum where adrelid = 't'::regclass`,
    rows: [{ b: "3", notNull: false }],
  },
  {
    name: "parents change",
    before: `create table p1 (a integer); create table p2 (b integer); create table t (b integer) inherits (p1)`,
    operation: { to: { inherits: [{ table: "p2" }] }, from: { inherits: [{ table: "p1" }] } },
    statements: [`alter table "t" no inherit "p1", inherit "p2"`],
    query: `select array(select inhparent::regclass::text from pg_inherits where inhrelid = 't'::regclass) as parents`,
    rows: [{ parents: ["p2"] }],
  },
]

it.for(tables)(
  "alters a table: $name",
  async ({ since = 14, before, nodes = [], operation, statements, query, rows: expected }, { skip }) => {
    const db = await open({ max: 1 })
    const alter = { kind: "alterTable", name: "t", ...operation } as AlterTable
    const steps = texts(compileOperation(alter, target(db), catalog({ nodes })))
    if (statements !== undefined) expect(steps).toEqual(statements)
    skip(inject("postgresMajor") < since, `it takes PostgreSQL ${since}`)
    await run(db, before)
    for (const text of steps) await run(db, text)
    expect(await rows(db, query)).toEqual(expected)
  },
)

it.each<[change: AlterTable["to"], message: string]>([
  [
    { partitionBy: null },
    "the table billing.t can't be partitioned in another way: PostgreSQL decides that when a table is created",
  ],
  [
    { columnOrder: ["a"] },
    "the columns of the table billing.t can't be put in another order: PostgreSQL keeps that in which they came",
  ],
])("refuses %j", async (to, message) => {
  const db = await open({ max: 1 })
  const operation = { kind: "alterTable", schema: "billing", name: "t", to } as Operation
  expect(() => compileOperation(operation, target(db))).toThrow(message)
})

const columns: readonly Case[] = [
  {
    name: "collation alone, with the type that it has",
    before: `create table t (c varchar(5)); insert into t values ('a')`,
    nodes: [column("c", "varchar(5)")],
    operation: { to: { collation: `"C"` }, from: { collation: null } },
    statements: [`alter table "t" alter column "c" type varchar(5) collate "C"`],
    query: `select collname as c from pg_attribute join pg_collation l on l.oid = attcollation where attname = 'c' and attrelid = 't'::regclass`,
    rows: [{ c: "C" }],
  },
  {
    name: "a type, and the collation stays",
    before: `create table t (c varchar(5) collate "C")`,
    nodes: [column("c", "varchar(5)", { collation: `"C"` })],
    operation: { to: { type: "text" }, from: { type: "varchar(5)" } },
    statements: [`alter table "t" alter column "c" type text collate "C" using "c"::text`],
    query: `select collname as c from pg_attribute join pg_collation l on l.oid = attcollation where attname = 'c' and attrelid = 't'::regclass`,
    rows: [{ c: "C" }],
  },
  {
    name: "storage, compression, statistics, parameters",
    before: `create table t (c text)`,
    operation: {
      to: { storage: "external", compression: "pglz", statistics: 7, parameters: { n_distinct: "3" } },
      from: { storage: null, compression: null, statistics: null, parameters: null },
    },
    statements: [
      `alter table "t" alter column "c" set storage external, alter column "c" set compression pglz, alter column "c" set statistics 7, alter column "c" set (n_distinct = '3')`,
    ],
    query: `select attstorage as s, attcompression as c, attstattarget as t, attoptions as o from pg_attribute where attname = 'c' and attrelid = 't'::regclass`,
    rows: [{ s: "e", c: "p", t: 7, o: ["n_distinct=3"] }],
  },
  {
    name: "all of them taken away",
    before: `create table t (c text); alter table t alter c set storage external, alter c set compression pglz, alter c set statistics 7, alter c set (n_distinct = 3)`,
    operation: {
      to: { storage: null, compression: null, statistics: null, parameters: null },
      from: { storage: "external", compression: "pglz", statistics: 7, parameters: { n_distinct: "3" } },
    },
    query: `select attstorage as s, attcompression as c, nullif(attstattarget, -1) as t, attoptions as o from pg_attribute where attname = 'c' and attrelid = 't'::regclass`,
    rows: [{ s: "x", c: "", t: null, o: null }],
  },
  {
    name: "the options of an identity",
    before: `create table t (c integer generated always as identity (start 5 increment -1 minvalue -9 maxvalue 9 cache 2 cycle))`,
    operation: {
      to: { identity: { always: false, cache: "3", sequence: "Own" } },
      from: {
        identity: {
          always: true,
          start: "5",
          increment: "-1",
          minimum: "-9",
          maximum: "9",
          cache: "2",
          cycle: true,
        },
      },
    },
    statements: [
      `alter table "t" alter column "c" set generated by default set increment by 1 set minvalue 1 set no maxvalue set start with 1 set cache 3 set no cycle restart`,
      `alter sequence "t_c_seq" rename to "Own"`,
    ],
    query: `select concat_ws(' ', seqrelid::regclass, seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle) as s from pg_sequence`,
    rows: [{ s: `"Own" 1 1 1 2147483647 3 f` }],
  },
  {
    name: "another expression",
    since: 17,
    before: `create table t (a integer, c integer generated always as (a * 2) stored); insert into t values (2)`,
    operation: {
      to: { generated: { expression: "a * 3", stored: true } },
      from: { generated: { expression: "a * 2", stored: true } },
    },
    query: `select c from t`,
    rows: [{ c: 6 }],
  },
  {
    name: "no longer computed",
    before: `create table t (a integer, c integer generated always as (a * 2) stored); insert into t values (2)`,
    operation: { to: { generated: null }, from: { generated: { expression: "a * 2", stored: true } } },
    statements: [`alter table "t" alter column "c" drop expression`],
    query: `select c from t`,
    rows: [{ c: 4 }],
  },
  {
    name: "NOT NULL with a name, not inherited",
    since: 18,
    before: `create table t (c integer)`,
    operation: {
      to: { nullable: false, notNull: { name: "c is there", noInherit: true } },
      from: { nullable: true, notNull: null },
    },
    statements: [`alter table "t" add constraint "c is there" not null "c" no inherit`],
    query: `select conname as n, pg_get_constraintdef(oid) as d from pg_constraint where conrelid = 't'::regclass and contype = 'n'`,
    rows: [{ n: "c is there", d: "NOT NULL c NO INHERIT" }],
  },
  {
    name: "NOT NULL gets another name, is inherited and valid",
    since: 18,
    before: `create table t (c integer); alter table t add constraint n not null c no inherit not valid`,
    operation: {
      to: { notNull: null },
      from: { notNull: { name: "n", noInherit: true, notValid: true } },
    },
    statements: [
      `alter table "t" rename constraint "n" to "t_c_not_null"`,
      `alter table "t" alter constraint "t_c_not_null" inherit`,
      `alter table "t" validate constraint "t_c_not_null"`,
    ],
    query: `select conname as n, pg_get_constraintdef(oid) as d from pg_constraint where conrelid = 't'::regclass and contype = 'n'`,
    rows: [{ n: "t_c_not_null", d: "NOT NULL c" }],
  },
  {
    name: "a type that another column is computed from",
    since: 18,
    before: `create table t (c integer not null, g integer not null generated always as (c * 2) stored, v integer generated always as (c + 1) virtual); insert into t values (4)`,
    nodes: [
      { kind: "table", name: "t" },
      column("c", "integer"),
      column("g", "integer", { generated: { expression: "c * 2", stored: true } }),
      column("v", "integer", { nullable: true, generated: { expression: "c + 1" } }),
    ],
    operation: { to: { type: "bigint" }, from: { type: "integer" } },
    query: `select c, g, v, attnotnull as "notNull" from t, pg_attribute where attrelid = 't'::regclass and attname = 'g'`,
    rows: [{ c: "4", g: 8, v: 5, notNull: true }],
  },
]

it.for(columns)(
  "alters a column: $name",
  async ({ since = 14, before, nodes = [], operation, statements, query, rows: expected }, { skip }) => {
    const db = await open({ max: 1 })
    const alter = { kind: "alterColumn", table: "t", name: "c", ...operation } as Operation
    const steps = texts(compileOperation(alter, target(db), catalog({ nodes })))
    if (statements !== undefined) expect(steps).toEqual(statements)
    skip(inject("postgresMajor") < since, `it takes PostgreSQL ${since}`)
    await run(db, before)
    for (const text of steps) await run(db, text)
    expect(await rows(db, query)).toEqual(expected)
  },
)

it("refuses to make a plain column a generated one", async () => {
  const db = await open({ max: 1 })
  const operation = {
    kind: "alterColumn",
    table: "t",
    name: "c",
    to: { generated: { expression: "1" } },
    from: { generated: null },
  } as Operation
  expect(() => compileOperation(operation, target(db))).toThrow(
    "the column t.c can't become a virtual generated one: PostgreSQL decides that when a column is added",
  )
})
