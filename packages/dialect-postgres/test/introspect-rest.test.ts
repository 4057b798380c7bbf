import { nodeKey } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { introspect } from "../src/introspect.ts"
import { open, rows, run } from "./database.ts"

it("reads rights where it is asked: owners, grants, those of columns, and what was taken from everybody", async () => {
  const db = await open()
  await run(
    db,
    `create schema other; grant usage on schema other to pg_monitor;
     create table t (a integer, b integer); grant select (b), update on t to pg_monitor with grant option;
     create view v as select 1 as a; grant select on v to public; revoke all on v from current_user;
     create sequence s; create type e as enum (); create domain d as integer; create extension citext;
     create function f(integer) returns integer language sql as 'select 1'; revoke all on function f from public;
     alter table t owner to pg_database_owner`,
  )
  const [{ me }] = (await rows(db, "select current_user as me")) as [{ readonly me: string }]
  const of = (kind: "table" | "enum" | "namespace", name: string) => nodeKey({ kind, name })
  const ofDefined = (type: string, name: string) => nodeKey({ kind: "defined", type, name })
  const owner = "pg_database_owner"
  const all = ["delete", "insert", "maintain", "references", "select", "trigger", "truncate", "update"]
  const [{ major }] = (await rows(
    db,
    "select current_setting('server_version_num')::int / 10000 as major",
  )) as [{ readonly major: number }]
  expect((await introspect(db, { schemas: ["other"], rights: true })).rights).toEqual([
    { of: ofDefined("domain", "d"), owner: me },
    { of: ofDefined("function", "f(integer)"), owner: me, grants: [{ privilege: "execute", to: me }] },
    { of: ofDefined("sequence", "s"), owner: me },
    { of: ofDefined("view", "v"), owner: me, grants: [{ privilege: "select" }] },
    { of: of("enum", "e"), owner: me },
    {
      of: of("namespace", "other"),
      owner: me,
      grants: [
        { privilege: "usage", to: "pg_monitor" },
        { privilege: "create", to: me },
        { privilege: "usage", to: me },
      ],
    },
    {
      of: of("table", "t"),
      owner,
      grants: [
        ...all
          .filter((privilege) => major >= 17 || privilege !== "maintain")
          .map((privilege) => ({ privilege, to: owner })),
        { privilege: "update", to: "pg_monitor", grantable: true },
        { privilege: "select", to: "pg_monitor", column: "b", grantable: true },
      ],
    },
  ])
})

it("lists what it has no words for, and nothing that belongs to an extension", async () => {
  const db = await open()
  await run(
    db,
    `create extension citext; create extension pg_trgm; create schema other; create schema unread;
     create function gone() returns event_trigger language plpgsql as 'begin end';
     create type comp as (a integer); comment on column comp.a is 'x';
     create function comp(integer) returns comp language sql as 'select row($1)::comp';
     create domain d as integer constraint small check (value < 10); comment on constraint small on domain d is 'x';
     create table t (id integer generated always as identity constraint pk primary key, a text, b text);
     comment on index pk is 'x'; comment on sequence t_id_seq is 'x';
     create view v as select 1 as a; create type r as range (subtype = integer);
     create table p (a integer) partition by range (a); create table q partition of p default; comment on column q.a is 'x';
     alter table only p add constraint only_p unique (a);
     create table up (a integer, b text, c text); create table down () inherits (up); alter table only up alter c set storage main;
     alter table only down alter a set statistics 7, alter a set (n_distinct = 5), alter b set storage main;
     create aggregate total(integer) (sfunc = int4pl, stype = integer);
     create rule nothing as on delete to v do instead nothing; create table typed of comp; cluster t using pk;
     create cast (integer as comp) with function comp;
     create operator === (leftarg = integer, rightarg = integer, function = int4eq);
     create operator other.!== (rightarg = integer, function = int4um);
     create operator class few for type integer using hash as operator 1 =, function 1 hashint4;
     create statistics st on a, b from t; create collation col from "C"; create type shell;
     create conversion conv for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
     create text search configuration tsc (copy = simple); create text search dictionary tsd (template = simple);
     create event trigger et on ddl_command_end execute function gone(); alter event trigger et disable;
     create publication pub for table t; create subscription sub connection '' publication pub with (connect = false);
     create language other handler plpgsql_call_handler; create access method am type table handler heap_tableam_handler;
     create foreign data wrapper fdw; create server srv foreign data wrapper fdw; create foreign table ft (a int) server srv;
     create user mapping for public server srv; alter default privileges in schema other grant select on tables to public;
     create aggregate unread.total(integer) (sfunc = int4pl, stype = integer);`,
  )
  const [{ me }] = (await rows(db, "select current_user as me")) as [{ readonly me: string }]
  expect((await introspect(db, { schemas: ["other"], unmodelled: true })).unmodelled).toEqual([
    { kind: "access method", name: "am" },
    { kind: "aggregate", name: "total(integer)" },
    { kind: "cast", name: "integer as comp" },
    { kind: "clustered index", name: "pk" },
    { kind: "collation", name: "col" },
    { kind: "comment", name: "on column a of composite type comp" },
    { kind: "comment", name: "on column a of table q" },
    { kind: "comment", name: "on constraint small" },
    { kind: "comment", name: "on index pk" },
    { kind: "comment", name: "on sequence t_id_seq" },
    { kind: "constraint that partitions lack", name: "only_p on p" },
    { kind: "conversion", name: "conv" },
    { kind: "default privileges", name: `of ${me} on tables in other` },
    { kind: "event trigger", name: "et" },
    { kind: "foreign data wrapper", name: "fdw" },
    { kind: "foreign table", name: "ft" },
    { kind: "inherited column", name: "down.a: statistics, parameters" },
    { kind: "inherited column", name: "down.b: storage" },
    { kind: "inherited column", name: "down.c: storage" },
    { kind: "language", name: "other" },
    { kind: "operator", name: "===(integer, integer)" },
    { kind: "operator", schema: "other", name: "!==(integer)" },
    { kind: "operator class", name: "few using hash" },
    { kind: "operator family", name: "few using hash" },
    { kind: "publication", name: "pub" },
    { kind: "rule", name: "nothing on v" },
    { kind: "server", name: "srv" },
    { kind: "statistics", name: "st" },
    { kind: "subscription", name: "sub" },
    { kind: "text search configuration", name: "tsc" },
    { kind: "text search dictionary", name: "tsd" },
    { kind: "type", name: "shell" },
    { kind: "typed table", name: "typed" },
    { kind: "user mapping", name: "public on srv" },
  ])
  await run(db, "alter subscription sub set (slot_name = none); drop subscription sub")
})

it("reads the columns of views where it is asked, with the types of their rows", async () => {
  const db = await open()
  await run(
    db,
    `create schema other; create type kind as enum ('a'); create extension pg_stat_statements;
     create view v as select 1 as z, 'a'::kind as a, null::varchar(3)[] as b; comment on column v.a is 'x';
     create materialized view other.m as select now() as at`,
  )
  const options = { schemas: ["other"], exclude: ["gone"] }
  const { viewColumns, ...schema } = await introspect(db, { ...options, viewColumns: true })
  expect(viewColumns).toEqual([
    { kind: "column", schema: "other", table: "m", name: "at", type: "timestamptz", nullable: true },
    { kind: "column", table: "v", name: "z", type: "integer", nullable: true },
    { kind: "column", table: "v", name: "a", type: "kind", enum: { name: "kind" }, nullable: true },
    { kind: "column", table: "v", name: "b", type: "varchar(3)[]", nullable: true },
  ])
  expect(await introspect(db, options)).toEqual(schema)
})

it("keeps the default schema's comment and the others' apart, and knows 63 bytes", async () => {
  const db = await open()
  const long = "ü".repeat(31) + "x"
  await run(
    db,
    `create schema "${long}"; comment on schema "${long}" is 'long'; create table "${long}"."${long}" ("${long}" integer)`,
  )
  expect(await introspect(db, { defaultSchema: "public", schemas: [long] })).toEqual({
    nodes: [
      { kind: "namespace", name: long, comment: "long" },
      { kind: "table", schema: long, name: long },
      { kind: "column", schema: long, table: long, name: long, type: "integer", nullable: true },
    ],
  })
})
