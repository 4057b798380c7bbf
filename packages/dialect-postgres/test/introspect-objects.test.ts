import { describe, expect } from "vitest"

import { type IntrospectCase, readsAll } from "./introspect-case.ts"

const cases: readonly IntrospectCase[] = [
  {
    name: "enums, domains, composite types",
    ddl: `create type kind as enum ('b', 'a'); comment on type kind is 'kinds'; create type nothing as enum ();
create domain posint as integer default 1 not null check (value > 0) constraint small check ((value < 10)); comment on domain posint is 'pos';
create domain code as varchar(10) collate "C"; alter domain code add constraint nv check (value <> '') not valid; create domain list as integer[];
create type address as (street text collate "C", n posint, "Odd" numeric(3,1)); comment on type address is 'where'; create type empty as ()`,
    nodes: [
      { kind: "enum", name: "kind", values: ["b", "a"], comment: "kinds" },
      { kind: "enum", name: "nothing", values: [] },
      {
        kind: "defined",
        type: "composite type",
        name: "address",
        options: {
          attributes: [
            { name: "street", type: "text", collation: '"C"' },
            { name: "n", type: "posint" },
            { name: "Odd", type: "numeric(3,1)" },
          ],
        },
        comment: "where",
      },
      {
        kind: "defined",
        type: "domain",
        name: "code",
        options: {
          type: "varchar(10)",
          collation: '"C"',
          checks: [{ name: "nv", expression: "(VALUE)::text <> ''::text", notValid: true }],
        },
      },
      { kind: "defined", type: "composite type", name: "empty", options: { attributes: [] } },
      { kind: "defined", type: "domain", name: "list", options: { type: "integer[]" } },
      {
        kind: "defined",
        type: "domain",
        name: "posint",
        options: {
          type: "integer",
          default: "1",
          notNull: true,
          checks: [
            { name: "posint_check", expression: "VALUE > 0" },
            { name: "small", expression: "VALUE < 10" },
          ],
        },
        comment: "pos",
      },
    ],
  },
  {
    name: "ranges",
    ddl: `create type r1 as range (subtype = timestamptz); create type floatrange as range (subtype = float8, subtype_diff = float8mi); create type r3 as range (subtype = text, collation = "C", subtype_opclass = text_pattern_ops, multirange_type_name = r3s); comment on type r1 is 'r'`,
    nodes: [
      {
        kind: "defined",
        type: "range type",
        name: "floatrange",
        options: { subtype: "double", difference: "float8mi" },
      },
      { kind: "defined", type: "range type", name: "r1", options: { subtype: "timestamptz" }, comment: "r" },
      {
        kind: "defined",
        type: "range type",
        name: "r3",
        options: { subtype: "text", operatorClass: "text_pattern_ops", collation: '"C"', multirange: "r3s" },
      },
    ],
  },
  {
    name: "sequences, alone and owned",
    ddl: `create sequence s1; create sequence s2 as smallint increment -2 minvalue -100 maxvalue 10 start 4 cache 3 cycle; create sequence s3 as integer increment -1; comment on sequence s1 is 'seq';
create table t (id serial, own bigint); create sequence s4 start 5 owned by t.own`,
    nodes: [
      { kind: "table", name: "t" },
      { kind: "column", table: "t", name: "id", type: "integer", default: "nextval('t_id_seq'::regclass)" },
      { kind: "column", table: "t", name: "own", type: "bigint", nullable: true },
      { kind: "defined", type: "sequence", name: "s1", comment: "seq" },
      {
        kind: "defined",
        type: "sequence",
        name: "s2",
        options: {
          type: "smallint",
          start: "4",
          increment: "-2",
          minimum: "-100",
          maximum: "10",
          cache: "3",
          cycle: true,
        },
      },
      { kind: "defined", type: "sequence", name: "s3", options: { type: "integer", increment: "-1" } },
      {
        kind: "defined",
        type: "sequence",
        name: "s4",
        options: { start: "5", ownedBy: { table: "t", column: "own" } },
      },
      {
        kind: "defined",
        type: "sequence",
        name: "t_id_seq",
        options: { type: "integer", ownedBy: { table: "t", column: "id" } },
      },
    ],
  },
  {
    name: "views, their options, comments and defaults",
    since: 16,
    ddl: `create table t (id integer, name text); create view v1 as select 1 as one, 'x'::text as two; comment on view v1 is 'v'; comment on column v1.two is 'the two'; alter view v1 alter two set default 'y';
create view v2 (a) with (security_barrier, check_option = cascaded) as table t; create view v3 with (check_option = local, security_barrier = false) as table v2`,
    nodes: [
      { kind: "table", name: "t" },
      { kind: "column", table: "t", name: "id", type: "integer", nullable: true },
      { kind: "column", table: "t", name: "name", type: "text", nullable: true },
      {
        kind: "defined",
        type: "view",
        name: "v1",
        definition: "SELECT 1 AS one,\n    'x'::text AS two",
        options: { columnComments: { two: "the two" }, columnDefaults: { two: "'y'::text" } },
        comment: "v",
      },
      {
        kind: "defined",
        type: "view",
        name: "v2",
        definition: "SELECT id AS a,\n    name\n   FROM t",
        options: { securityBarrier: true, checkOption: "cascaded" },
      },
      {
        kind: "defined",
        type: "view",
        name: "v3",
        definition: "SELECT a,\n    name\n   FROM v2",
        options: { checkOption: "local" },
      },
    ],
  },
  {
    name: "materialized views with indexes",
    ddl: `create materialized view m1 with (fillfactor = 70) as select 1 as a, 'x'::text as b with no data; create unique index m1_b on m1 (b, a); comment on materialized view m1 is 'm'; comment on column m1.b is 'the b'; create materialized view m2 as select 1 as a`,
    nodes: [
      {
        kind: "defined",
        type: "materialized view",
        name: "m1",
        definition: "SELECT 1 AS a,\n    'x'::text AS b",
        options: { parameters: { fillfactor: "70" }, columnComments: { b: "the b" }, populated: false },
        comment: "m",
      },
      { kind: "index", table: "m1", name: "m1_b", keys: [{ column: "b" }, { column: "a" }], unique: true },
      { kind: "defined", type: "materialized view", name: "m2", definition: "SELECT 1 AS a" },
    ],
  },
  {
    name: "functions and procedures",
    ddl: `create type kind as enum ('a'); create function f(a integer, b text default 'x', out c integer, variadic d integer[] default '{}') language plpgsql immutable as $$ begin c := 1; end $$; comment on function f is 'ff';
create function "Odd F"() returns trigger language plpgsql as $$ begin return new; end $$; create procedure p(inout a integer, b kind) language sql as 'select 1'; create function f(timestamptz) returns kind language sql set search_path to 'public', 'pg_temp' as $$ select 'a'::kind $$;`,
    nodes: [
      { kind: "enum", name: "kind", values: ["a"] },
      {
        kind: "defined",
        type: "function",
        name: "Odd F()",
        definition: "()\n RETURNS trigger\n LANGUAGE plpgsql\nAS $function$ begin return new; end $function$",
      },
      {
        kind: "defined",
        type: "function",
        name: "f(integer, text, integer[])",
        definition:
          "(a integer, b text DEFAULT 'x'::text, OUT c integer, VARIADIC d integer[] DEFAULT '{}'::integer[])\n RETURNS integer\n LANGUAGE plpgsql\n IMMUTABLE\nAS $function$ begin c := 1; end $function$",
        comment: "ff",
      },
      {
        kind: "defined",
        type: "function",
        name: "f(timestamp with time zone)",
        definition:
          "(timestamp with time zone)\n RETURNS kind\n LANGUAGE sql\n SET search_path TO 'public', 'pg_temp'\nAS $function$ select 'a'::kind $function$",
      },
      {
        kind: "defined",
        type: "procedure",
        name: "p(integer, kind)",
        definition: "(INOUT a integer, IN b kind)\n LANGUAGE sql\nAS $procedure$select 1$procedure$",
      },
    ],
  },
  {
    name: "triggers",
    ddl: `create function go() returns trigger language plpgsql as $$ begin return new; end $$; create table t (id integer, "N" text); create view v as select 1 as a;
create trigger t1 before insert or update of "N", id on t for each row when (new.id > 1) execute function go('arg', 'it''s'); comment on trigger t1 on t is 'tt';
create constraint trigger t2 after delete on t deferrable initially deferred for each row execute function go(); alter table t disable trigger t2, enable always trigger t1;
create trigger "T 3" after update on t referencing old table as o new table as n for each statement execute function go(); create trigger t4 instead of insert on v for each row execute function go(); create trigger t5 before truncate on t execute function go(); alter table t enable replica trigger t5;
create table p (a integer) partition by range (a); create table p_1 partition of p for values from (1) to (2); create trigger t6 after insert on p for each row execute function go(); create trigger t7 after insert on p_1 for each row execute function go();`,
    nodes: [
      { kind: "table", name: "p", partitionBy: { strategy: "range", keys: [{ column: "a" }] } },
      { kind: "column", table: "p", name: "a", type: "integer", nullable: true },
      {
        kind: "defined",
        type: "trigger",
        table: "p",
        name: "t6",
        definition: "FOR EACH ROW EXECUTE FUNCTION go()",
        options: { timing: "AFTER INSERT" },
      },
      { kind: "table", name: "p_1", partitionOf: { table: "p", bound: "FOR VALUES FROM (1) TO (2)" } },
      {
        kind: "defined",
        type: "trigger",
        table: "p_1",
        name: "t7",
        definition: "FOR EACH ROW EXECUTE FUNCTION go()",
        options: { timing: "AFTER INSERT" },
      },
      { kind: "table", name: "t" },
      { kind: "column", table: "t", name: "id", type: "integer", nullable: true },
      { kind: "column", table: "t", name: "N", type: "text", nullable: true },
      {
        kind: "defined",
        type: "trigger",
        table: "t",
        name: "T 3",
        definition: "REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION go()",
        options: { timing: "AFTER UPDATE" },
      },
      {
        kind: "defined",
        type: "trigger",
        table: "t",
        name: "t1",
        definition: "FOR EACH ROW WHEN ((new.id > 1)) EXECUTE FUNCTION go('arg', 'it''s')",
        options: { timing: 'BEFORE INSERT OR UPDATE OF "N", id', enabled: "always" },
        comment: "tt",
      },
      {
        kind: "defined",
        type: "trigger",
        table: "t",
        name: "t2",
        definition: "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION go()",
        options: { timing: "AFTER DELETE", constraint: true, enabled: "disabled" },
      },
      {
        kind: "defined",
        type: "trigger",
        table: "t",
        name: "t5",
        definition: "FOR EACH STATEMENT EXECUTE FUNCTION go()",
        options: { timing: "BEFORE TRUNCATE", enabled: "replica" },
      },
      {
        kind: "defined",
        type: "function",
        name: "go()",
        definition: "()\n RETURNS trigger\n LANGUAGE plpgsql\nAS $function$ begin return new; end $function$",
      },
      { kind: "defined", type: "view", name: "v", definition: "SELECT 1 AS a" },
      {
        kind: "defined",
        type: "trigger",
        table: "v",
        name: "t4",
        definition: "FOR EACH ROW EXECUTE FUNCTION go()",
        options: { timing: "INSTEAD OF INSERT" },
      },
    ],
  },
  {
    name: "policies",
    ddl: `create table t (id integer); create policy p1 on t; create policy p2 on t as restrictive for update to pg_monitor, current_user using (id > 1) with check ((id > 2) and id < 100); create policy p3 on t for insert with check (true); comment on policy p1 on t is 'pp'`,
    nodes: [
      { kind: "table", name: "t" },
      { kind: "column", table: "t", name: "id", type: "integer", nullable: true },
      { kind: "defined", type: "policy", table: "t", name: "p1", comment: "pp" },
      {
        kind: "defined",
        type: "policy",
        table: "t",
        name: "p2",
        options: {
          command: "update",
          permissive: false,
          roles: ["pg_monitor", "postgres"],
          using: "id > 1",
          withCheck: "(id > 2) AND (id < 100)",
        },
      },
      {
        kind: "defined",
        type: "policy",
        table: "t",
        name: "p3",
        options: { command: "insert", withCheck: "true" },
      },
    ],
  },
  {
    name: "extensions, in the default schema and elsewhere",
    ddl: `create schema ext; create extension citext; create extension pg_trgm schema ext; comment on extension pg_trgm is 'similar'`,
    nodes: [
      { kind: "defined", type: "extension", name: "citext", options: { version: expect.any(String) } },
      {
        kind: "defined",
        type: "extension",
        name: "pg_trgm",
        options: { version: expect.any(String), schema: "ext" },
        comment: "similar",
      },
    ],
  },
  {
    name: "a security invoker, and sequences that are not logged",
    since: 15,
    ddl: `create view v as select 1 as a; alter view v set (security_invoker = on); create unlogged sequence s`,
    nodes: [
      { kind: "defined", type: "sequence", name: "s", options: { unlogged: true } },
      {
        kind: "defined",
        type: "view",
        name: "v",
        definition: "SELECT 1 AS a",
        options: { securityInvoker: true },
      },
    ],
  },
  {
    name: "the NOT NULL constraint of a domain, by name",
    since: 17,
    ddl: `create domain d as integer constraint mine not null`,
    nodes: [
      {
        kind: "defined",
        type: "domain",
        name: "d",
        options: { type: "integer", notNull: true, notNullName: "mine" },
      },
    ],
  },
]

describe("reads defined objects", () => {
  readsAll(cases)
})
