import { describe, expect } from "vitest"

import { type IntrospectCase, readsAll } from "./introspect-case.ts"

const cases: readonly IntrospectCase[] = [
  {
    name: "unlogged, storage parameters, those of the TOAST table too",
    ddl: `create unlogged table a (b text) with (fillfactor = 70, parallel_workers = 2, toast.autovacuum_enabled = false)`,
    nodes: [
      {
        kind: "table",
        name: "a",
        unlogged: true,
        parameters: { fillfactor: "70", parallel_workers: "2", "toast.autovacuum_enabled": "false" },
      },
      { kind: "column", table: "a", name: "b", type: "text", nullable: true },
    ],
  },
  {
    name: "row level security, replica identity, comments",
    ddl: `create table full_rows (id integer); alter table full_rows enable row level security, force row level security, replica identity full;
create table by_index (id integer not null); create unique index by_index_id on by_index (id); alter table by_index replica identity using index by_index_id;
create table none (); alter table none replica identity nothing; comment on table none is 'it''s';`,
    nodes: [
      { kind: "table", name: "by_index", replicaIdentity: { index: "by_index_id" } },
      { kind: "column", table: "by_index", name: "id", type: "integer" },
      { kind: "index", table: "by_index", name: "by_index_id", keys: [{ column: "id" }], unique: true },
      {
        kind: "table",
        name: "full_rows",
        rowSecurity: true,
        forceRowSecurity: true,
        replicaIdentity: "full",
      },
      { kind: "column", table: "full_rows", name: "id", type: "integer", nullable: true },
      { kind: "table", name: "none", replicaIdentity: "nothing", comment: "it's" },
    ],
  },
  {
    name: "a range of a column and expressions, with partitions that say something else",
    ddl: `create table p (id integer not null, made date not null default '2020-01-01', name text collate "C", note text default 'n')
  partition by range (made, lower(name) text_pattern_ops, (id + 1));
create table p_1 partition of p (note default 'other', constraint p_1_id check (id > 5)) for values from ('2020-01-01', 'a', 1) to ('2021-01-01', maxvalue, maxvalue);
create table p_rest partition of p default partition by hash (id);
create table p_rest_0 partition of p_rest for values with (modulus 2, remainder 0);`,
    nodes: [
      {
        kind: "table",
        name: "p",
        partitionBy: {
          strategy: "range",
          keys: [
            { column: "made" },
            { expression: "lower(name)", operatorClass: "text_pattern_ops" },
            { expression: "id + 1" },
          ],
        },
      },
      { kind: "column", table: "p", name: "id", type: "integer" },
      { kind: "column", table: "p", name: "made", type: "date", default: "'2020-01-01'::date" },
      { kind: "column", table: "p", name: "name", type: "text", nullable: true, collation: '"C"' },
      { kind: "column", table: "p", name: "note", type: "text", nullable: true, default: "'n'::text" },
      {
        kind: "table",
        name: "p_1",
        partitionOf: {
          table: "p",
          bound: "FOR VALUES FROM ('2020-01-01', 'a', 1) TO ('2021-01-01', MAXVALUE, MAXVALUE)",
        },
        overrides: { note: { default: "'other'::text" } },
      },
      { kind: "check", table: "p_1", name: "p_1_id", expression: "id > 5" },
      {
        kind: "table",
        name: "p_rest",
        partitionBy: { strategy: "hash", keys: [{ column: "id" }] },
        partitionOf: { table: "p", bound: "DEFAULT" },
      },
      {
        kind: "table",
        name: "p_rest_0",
        partitionOf: { table: "p_rest", bound: "FOR VALUES WITH (modulus 2, remainder 0)" },
      },
    ],
  },
  {
    name: "a partition that was a table before, with a key, an index and a constraint of its own",
    ddl: `create table l (k text not null, v integer) partition by list (k);
create table l_a (v integer not null default 3, k text not null, constraint l_a_own unique (k, v));
alter table l attach partition l_a for values in ('a', 'b', null);
create index l_k on l (k); create unique index l_a_v on l_a (v) include (k);
alter table l add constraint l_pk primary key (k); alter table l add constraint l_v check (v > 0);
create table to_all (k text constraint fk_all references l (k)); alter table l_a add constraint fk_self foreign key (k) references l_a (k);
create table to_one (k text constraint fk_one references l_a (k))`,
    nodes: [
      { kind: "table", name: "l", partitionBy: { strategy: "list", keys: [{ column: "k" }] } },
      { kind: "column", table: "l", name: "k", type: "text" },
      { kind: "column", table: "l", name: "v", type: "integer", nullable: true },
      { kind: "primaryKey", table: "l", name: "l_pk", columns: ["k"] },
      { kind: "check", table: "l", name: "l_v", expression: "v > 0" },
      { kind: "index", table: "l", name: "l_k", keys: [{ column: "k" }] },
      {
        kind: "table",
        name: "l_a",
        partitionOf: { table: "l", bound: "FOR VALUES IN ('a', 'b', NULL)" },
        overrides: { v: { default: "3", nullable: false } },
      },
      { kind: "unique", table: "l_a", name: "l_a_own", columns: ["k", "v"] },
      {
        kind: "foreignKey",
        table: "l_a",
        name: "fk_self",
        columns: ["k"],
        references: { table: "l_a", columns: ["k"] },
      },
      { kind: "index", table: "l_a", name: "l_a_v", keys: [{ column: "v" }], unique: true, include: ["k"] },
      { kind: "table", name: "to_all" },
      { kind: "column", table: "to_all", name: "k", type: "text", nullable: true },
      {
        kind: "foreignKey",
        table: "to_all",
        name: "fk_all",
        columns: ["k"],
        references: { table: "l", columns: ["k"] },
      },
      { kind: "table", name: "to_one" },
      { kind: "column", table: "to_one", name: "k", type: "text", nullable: true },
      {
        kind: "foreignKey",
        table: "to_one",
        name: "fk_one",
        columns: ["k"],
        references: { table: "l_a", columns: ["k"] },
      },
    ],
  },
  {
    name: "what a child has from its parents and what is its own",
    ddl: `create table base (id integer not null, note text default 'x', constraint c_base check (id > 0), constraint c_own check (id < 100) no inherit);
create table other (z integer); create table child (extra integer, constraint c_child check (extra > 0)) inherits (base, other);
alter table child alter note drop default, alter z set not null, alter z set default 5;
create index child_id on child (id, extra)`,
    nodes: [
      { kind: "table", name: "base" },
      { kind: "column", table: "base", name: "id", type: "integer" },
      { kind: "column", table: "base", name: "note", type: "text", nullable: true, default: "'x'::text" },
      { kind: "check", table: "base", name: "c_base", expression: "id > 0" },
      { kind: "check", table: "base", name: "c_own", expression: "id < 100", noInherit: true },
      {
        kind: "table",
        name: "child",
        inherits: [{ table: "base" }, { table: "other" }],
        overrides: { note: { default: null }, z: { default: "5", nullable: false } },
      },
      { kind: "column", table: "child", name: "extra", type: "integer", nullable: true },
      { kind: "check", table: "child", name: "c_child", expression: "extra > 0" },
      { kind: "index", table: "child", name: "child_id", keys: [{ column: "id" }, { column: "extra" }] },
      { kind: "table", name: "other" },
      { kind: "column", table: "other", name: "z", type: "integer", nullable: true },
    ],
  },
  {
    name: "types with modifiers, arrays, domains, enums, composite types, ranges",
    ddl: `create domain pos as integer check (value > 0); create type kind as enum ('a', 'b'); create type pair as (a integer, b text);
create table t (a pos default 3, b kind[] default '{a}', c pair, d bit varying(5), e interval day to second(3), f time(2) with time zone,
  g "char", h character(3), i name, j int4range, k money, l public.kind not null, m varchar(20)[], n integer[][], o xml, p pos[])`,
    nodes: [
      { kind: "enum", name: "kind", values: ["a", "b"] },
      { kind: "table", name: "t" },
      { kind: "column", table: "t", name: "a", type: "pos", nullable: true, default: "3" },
      { kind: "column", table: "t", name: "b", type: "kind[]", nullable: true, default: "'{a}'::kind[]" },
      { kind: "column", table: "t", name: "c", type: "pair", nullable: true },
      { kind: "column", table: "t", name: "d", type: "bit varying(5)", nullable: true },
      { kind: "column", table: "t", name: "e", type: "interval day to second(3)", nullable: true },
      { kind: "column", table: "t", name: "f", type: "timetz(2)", nullable: true },
      { kind: "column", table: "t", name: "g", type: '"char"', nullable: true },
      { kind: "column", table: "t", name: "h", type: "char(3)", nullable: true },
      { kind: "column", table: "t", name: "i", type: "name", nullable: true },
      { kind: "column", table: "t", name: "j", type: "int4range", nullable: true },
      { kind: "column", table: "t", name: "k", type: "money", nullable: true },
      { kind: "column", table: "t", name: "l", type: "kind", enum: { name: "kind" } },
      { kind: "column", table: "t", name: "m", type: "varchar(20)[]", nullable: true },
      { kind: "column", table: "t", name: "n", type: "integer[]", nullable: true },
      { kind: "column", table: "t", name: "o", type: "xml", nullable: true },
      { kind: "column", table: "t", name: "p", type: "pos[]", nullable: true },
      {
        kind: "defined",
        type: "composite type",
        name: "pair",
        options: {
          attributes: [
            { name: "a", type: "integer" },
            { name: "b", type: "text" },
          ],
        },
      },
      {
        kind: "defined",
        type: "domain",
        name: "pos",
        options: { type: "integer", checks: [{ name: "pos_check", expression: "VALUE > 0" }] },
      },
    ],
  },
  {
    name: "attributes of columns",
    ddl: `create table t ("a ""b""" text compression pglz collate "C" not null, b text collate "de-x-icu", c text, d text, e integer not null, f integer generated always as (e * 2) stored);
alter table t alter c set storage external, alter c set statistics 500, alter c set (n_distinct = -0.5, n_distinct_inherited = 3), alter d set storage main;
comment on column t.c is 'the c'`,
    nodes: [
      { kind: "table", name: "t" },
      { kind: "column", table: "t", name: 'a "b"', type: "text", collation: '"C"', compression: "pglz" },
      { kind: "column", table: "t", name: "b", type: "text", nullable: true, collation: '"de-x-icu"' },
      {
        kind: "column",
        table: "t",
        name: "c",
        type: "text",
        nullable: true,
        storage: "external",
        statistics: 500,
        parameters: { n_distinct: "-0.5", n_distinct_inherited: "3" },
        comment: "the c",
      },
      { kind: "column", table: "t", name: "d", type: "text", nullable: true, storage: "main" },
      { kind: "column", table: "t", name: "e", type: "integer" },
      {
        kind: "column",
        table: "t",
        name: "f",
        type: "integer",
        nullable: true,
        generated: { expression: "e * 2", stored: true },
      },
    ],
  },
  {
    name: "identity, with all its options, and named otherwise than the engine would",
    ddl: `create table t (a integer generated by default as identity (start 10 increment by 5 minvalue 5 maxvalue 1000 cache 7 cycle), b smallint generated always as identity (sequence name other_seq increment by -1), c bigint generated always as identity);
create table old (id bigint generated always as identity); alter table old rename to young`,
    nodes: [
      { kind: "table", name: "t" },
      {
        kind: "column",
        table: "t",
        name: "a",
        type: "integer",
        identity: {
          always: false,
          start: "10",
          increment: "5",
          minimum: "5",
          maximum: "1000",
          cache: "7",
          cycle: true,
        },
      },
      {
        kind: "column",
        table: "t",
        name: "b",
        type: "smallint",
        identity: { always: true, increment: "-1", sequence: "other_seq" },
      },
      { kind: "column", table: "t", name: "c", type: "bigint", identity: { always: true } },
      { kind: "table", name: "young" },
      {
        kind: "column",
        table: "young",
        name: "id",
        type: "bigint",
        identity: { always: true, sequence: "old_id_seq" },
      },
    ],
  },
  {
    name: "an identity of a table and a column with names of 63 bytes",
    ddl: `create table äaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb integer generated always as identity, c serial)`,
    nodes: [
      { kind: "table", name: "äaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
      {
        kind: "column",
        table: "äaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        name: "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
        type: "integer",
        identity: { always: true },
      },
      {
        kind: "column",
        table: "äaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        name: "c",
        type: "integer",
        default: "nextval('\"äaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_c_seq\"'::regclass)",
      },
      {
        kind: "defined",
        type: "sequence",
        name: "äaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_c_seq",
        options: {
          type: "integer",
          ownedBy: { table: "äaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", column: "c" },
        },
      },
    ],
  },
  {
    name: "types of extensions in a schema of their own, and one nobody has heard of, by their text",
    ddl: `create schema ext; create extension citext schema ext; create type thing; create function thing_in(cstring) returns thing language internal immutable strict as 'textin'; create function thing_out(thing) returns cstring language internal immutable strict as 'textout'; create type thing (input = thing_in, output = thing_out);
create table t (a ext.citext, b thing, c ext.citext[])`,
    nodes: [
      { kind: "table", name: "t" },
      { kind: "column", table: "t", name: "a", type: "ext.citext", nullable: true },
      { kind: "column", table: "t", name: "b", type: "thing", nullable: true },
      { kind: "column", table: "t", name: "c", type: "ext.citext[]", nullable: true },
      {
        kind: "defined",
        type: "extension",
        name: "citext",
        options: { version: expect.any(String), schema: "ext" },
      },
      {
        kind: "defined",
        type: "function",
        name: "thing_in(cstring)",
        definition:
          "(cstring)\n RETURNS thing\n LANGUAGE internal\n IMMUTABLE STRICT\nAS $function$textin$function$",
      },
      {
        kind: "defined",
        type: "function",
        name: "thing_out(thing)",
        definition:
          "(thing)\n RETURNS cstring\n LANGUAGE internal\n IMMUTABLE STRICT\nAS $function$textout$function$",
      },
    ],
  },
  {
    name: "a virtual generated column, and NOT NULL constraints with a name, not valid, not for children",
    since: 18,
    ddl: `create table t (a integer constraint mine not null, b integer not null no inherit, c integer, d integer generated always as (a + 1)); alter table t add constraint nv not null c not valid;`,
    nodes: [
      { kind: "table", name: "t" },
      { kind: "column", table: "t", name: "a", type: "integer", notNull: { name: "mine" } },
      { kind: "column", table: "t", name: "b", type: "integer", notNull: { noInherit: true } },
      { kind: "column", table: "t", name: "c", type: "integer", notNull: { name: "nv", notValid: true } },
      {
        kind: "column",
        table: "t",
        name: "d",
        type: "integer",
        nullable: true,
        generated: { expression: "a + 1" },
      },
    ],
  },
]

describe("reads tables and their columns", () => {
  readsAll(cases)
})
