import { createMigrator, decided, type Decision } from "@aludel/core"
import { folder } from "@aludel/core/node"
import type { AnyDatabase, Schema } from "@aludel/core/dialect"
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, inject, it } from "vitest"

import { postgres } from "../src/index.ts"
import { introspect } from "../src/introspect.ts"
import { open, run } from "./database.ts"

/** A change of everything that PostgreSQL has besides plain tables: both schemas as SQL, and the lines that sum the revision up. */
interface Change {
  readonly name: string
  /** The first major version that knows all of it. Default: the oldest that is supported. */
  readonly since?: number
  readonly from: string
  readonly to: string
  readonly summary: readonly string[]
  readonly decisions?: readonly Decision[]
}

const hotels = "create table hotels (id integer primary key, code text not null, stars integer default 3);"

const changes: readonly Change[] = [
  {
    name: "a view comes, over another",
    from: hotels,
    to: `${hotels} create view codes as select code from hotels; create view a_codes as select code from codes`,
    summary: ["+ view codes", "+ view a_codes"],
  },
  {
    name: "a view gets a column more",
    from: `${hotels} create view codes as select code from hotels`,
    to: `${hotels} create view codes as select code, stars from hotels`,
    summary: ["~ view codes"],
  },
  {
    name: "a view gets other columns, with another view on it",
    from: `${hotels} create view codes as select code, id from hotels; create view a_codes as select code from codes`,
    to: `${hotels} create view codes as select stars, code from hotels; create view a_codes as select code from codes`,
    summary: ["~ view codes"],
  },
  {
    name: "the type of a column under a view with a comment, an index and a check",
    from: `${hotels} alter table hotels add check (stars > 0); create index on hotels (stars);
      create view codes as select stars, code from hotels; comment on view codes is 'said';
      grant select on codes to public`,
    to: `${hotels} alter table hotels alter stars type bigint; alter table hotels add check (stars > 0); create index on hotels (stars);
      create view codes as select stars, code from hotels; comment on view codes is 'said'`,
    summary: ["~ hotels.stars: bigint"],
  },
  {
    name: "a materialized view with an index, changed under it",
    from: `${hotels} create materialized view m as select code from hotels; create index ix_m on m (code)`,
    to: `${hotels} create materialized view m as select code, stars from hotels; create index ix_m on m (code)`,
    summary: ["~ materialized view m"],
  },
  {
    name: "a materialized view with its index goes and comes back",
    from: `${hotels} create materialized view m as select code from hotels; create unique index ix_m on m (code)`,
    to: hotels,
    summary: ["- index ix_m on m", "- materialized view m"],
  },
  {
    name: "a function that returns something else",
    from: "create function f(a integer) returns integer language sql as 'select a'",
    to: "create function f(a integer) returns text language sql as 'select a::text'",
    summary: ["~ function f(integer)"],
  },
  {
    name: "a function that a default calls, and one that gives rows of a table",
    from: hotels,
    to: `${hotels} create function n() returns integer language sql as 'select 1';
      create table rooms (id integer default n()); create function all_rooms() returns setof rooms language sql as 'select * from rooms'`,
    summary: ["+ function n()", "+ table rooms", "+ function all_rooms()"],
  },
  {
    name: "a trigger and its function change",
    from: `${hotels} create function t() returns trigger language plpgsql as 'begin return new; end';
      create trigger tr before update on hotels for each row execute function t()`,
    to: `${hotels} create function t() returns trigger language plpgsql as 'begin return old; end';
      create trigger tr after update of code on hotels for each row when (new.code <> 'x') execute function t()`,
    summary: ["~ function t()", "~ trigger tr on hotels"],
  },
  {
    name: "a table with a trigger goes, with the trigger's function",
    from: `${hotels} create table rooms (id integer); create function t() returns trigger language plpgsql as 'begin return new; end';
      create trigger tr before update on rooms for each row execute function t()`,
    to: hotels,
    decisions: [{ kind: "dropTable", table: "rooms", answer: true }],
    summary: ["- trigger tr on rooms", "- table rooms", "- function t()"],
  },
  {
    name: "policies and row level security",
    from: hotels,
    to: `${hotels} alter table hotels enable row level security; create policy p on hotels for select using (stars > 3)`,
    summary: ["~ table hotels: rowSecurity", "+ policy p on hotels"],
  },
  {
    name: "a domain's default and check",
    from: "create domain year as integer check (value > 1900); create table films (y year)",
    to: "create domain year as integer default 2000 check (value > 1800); create table films (y year)",
    summary: ["~ domain year"],
  },
  {
    name: "a domain, and a column of it",
    from: hotels,
    to: `create domain year as integer check (value > 1900); ${hotels} alter table hotels add built year`,
    summary: ["+ domain year", "+ hotels.built year"],
  },
  {
    name: "a sequence counts differently, and one is owned by a column",
    from: `${hotels} create sequence s`,
    to: `${hotels} create sequence s increment 5 cache 10; create table rooms (id serial primary key)`,
    summary: ["+ sequence rooms_id_seq", "+ table rooms", "~ sequence s", "~ sequence rooms_id_seq"],
  },
  {
    name: "a serial column goes",
    from: `${hotels} create table rooms (id serial primary key, code text)`,
    to: `${hotels} create table rooms (code text)`,
    summary: [
      "~ sequence rooms_id_seq",
      "- primary key rooms_pkey on rooms",
      "- rooms.id",
      "- sequence rooms_id_seq",
    ],
  },
  {
    name: "composite and range types",
    from: "create type address as (street text, number integer)",
    to: "create type address as (street text, number integer, city text); create type floatrange as range (subtype = float8); create table x (a address, r floatrange)",
    summary: ["+ range type floatrange", "+ table x", "~ composite type address"],
  },
  {
    name: "a value of an enum goes, under a view and in an array",
    from: `create type kind as enum ('a', 'b', 'c'); create table k (x kind default 'a', xs kind[] default '{a}');
      create view ks as select x from k; create index on k (x) where x = 'a'`,
    to: `create type kind as enum ('b', 'a'); create table k (x kind default 'a', xs kind[] default '{a}');
      create view ks as select x from k; create index on k (x) where x = 'a'`,
    summary: ["~ enum kind: b, a"],
  },
  {
    name: "comments on everything, changed and taken away",
    from: `${hotels} comment on table hotels is 'a'; comment on column hotels.code is 'b'; comment on constraint hotels_pkey on hotels is 'c'`,
    to: `${hotels} comment on table hotels is 'it''s'; comment on constraint hotels_pkey on hotels is 'd'`,
    summary: [
      "~ set comment on table hotels",
      "~ drop comment on column code of hotels",
      "~ set comment on primary key hotels_pkey of hotels",
    ],
  },
  {
    name: "partitions: one more, and a column of all",
    from: "create table p (id integer, at date) partition by range (at); create table p1 partition of p for values from ('2026-01-01') to ('2027-01-01')",
    to: `create table p (id integer, at date, note text) partition by range (at); create table p1 partition of p for values from ('2026-01-01') to ('2027-01-01');
      create table p2 partition of p for values from ('2027-01-01') to ('2028-01-01'); create index on p (at)`,
    summary: ["+ table p2", "+ p.note text", "+ index p_at_idx on p"],
  },
  {
    name: "a partition is taken out",
    from: "create table p (id integer, at date) partition by range (at); create table p1 partition of p default",
    to: "create table p (id integer, at date) partition by range (at); create table p1 (id integer, at date)",
    summary: ["~ table p1: partitionOf"],
  },
  {
    name: "what a table is besides",
    from: hotels,
    to: `create unlogged table hotels (id integer primary key, code text not null, stars integer default 3) with (fillfactor = 70); alter table hotels replica identity full`,
    summary: ["~ table hotels: unlogged, parameters, replicaIdentity"],
  },
  {
    name: "identity, generated, collation, statistics, storage and compression of columns",
    from: "create table x (id integer generated always as identity, a text, b integer, c integer generated always as (1 + 1) stored)",
    to: `create table x (id integer generated by default as identity (increment 5 maxvalue 1000), a text collate "C", b integer, c integer);
      alter table x alter a set statistics 500, alter a set storage external`,
    summary: ["~ x.id: identity", "~ x.a: collation, storage, statistics", "~ x.c: no generated"],
  },
  {
    name: "exclusion, unique and indexes with everything",
    since: 15,
    from: "create table r (room integer, during tsrange, doc jsonb, code text)",
    to: `create extension btree_gist; create table r (room integer, during tsrange, doc jsonb, code text,
        constraint r_x exclude using gist (room with =, during with &&), constraint r_u unique nulls not distinct (code) include (room) deferrable);
      create index r_doc on r using gin (doc jsonb_path_ops); create index r_code on r (code collate "C" text_pattern_ops desc nulls last) include (room) with (fillfactor = 80) where room > 1`,
    summary: [
      "+ extension btree_gist",
      "+ unique constraint r_u on r",
      "+ exclusion constraint r_x on r",
      "+ index r_code on r",
      "+ index r_doc on r",
    ],
  },
  {
    name: "a constraint that was not valid",
    from: `${hotels} alter table hotels add constraint ck check (stars > 0) not valid`,
    to: `${hotels} alter table hotels add constraint ck check (stars > 0)`,
    summary: ["~ validate constraint ck of hotels"],
  },
  {
    name: "foreign keys of all kinds",
    since: 15,
    from: `${hotels} create table s (a integer, b integer)`,
    to: `${hotels} create table s (a integer references hotels on delete set null (a) deferrable initially deferred, b integer references hotels match full on update cascade)`,
    summary: ["+ foreign key s_a_fkey on s", "+ foreign key s_b_fkey on s"],
  },
  {
    name: "an extension with a type of its own",
    from: hotels,
    to: `create extension citext; ${hotels} alter table hotels add name citext`,
    summary: ["+ extension citext", "+ hotels.name citext"],
  },
]

describe("generated, applied, checked, taken back", () => {
  it.for(changes)(
    "$name",
    { timeout: 120_000 },
    async ({ since = 14, from, to, summary, decisions = [] }, { skip }) => {
      skip(inject("postgresMajor") < since, `it takes PostgreSQL ${since}`)
      const db = await open()
      const source = folder(mkdtempSync(join(tmpdir(), "aludel-changes-")))
      const migratorFor = async (text: string) =>
        createMigrator({ db, dialect: postgres(), source, schema: { "~schema": await schemaOf(text) } })
      const ask = decided(decisions)
      const before = await migratorFor(from)
      await before.revision({ message: "from", autogenerate: true })
      await before.upgrade()
      expect((await before.check()).findings).toEqual([])
      const there = await introspect(db, excluded)
      const after = await migratorFor(to)
      expect((await after.revision({ message: "to", autogenerate: true, ask })).summary).toEqual(summary)
      await after.upgrade()
      expect((await after.check()).findings).toEqual([])
      await after.downgrade({ to: "-1" })
      expect(sorted(await introspect(db, excluded))).toEqual(sorted(there))
    },
  )
})

const excluded = { exclude: ["aludel_history", "aludel_history_log", "aludel_history_control"] }

async function schemaOf(text: string): Promise<Schema> {
  const db = await open()
  await run(db, text)
  return read(db)
}

async function read(db: AnyDatabase): Promise<Schema> {
  const { nodes } = await introspect(db, {})
  return { nodes }
}

// A column that comes back comes last.
function sorted({ nodes }: Schema): readonly string[] {
  return nodes
    .map((node) => JSON.stringify(Object.entries(node).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .toSorted()
}
