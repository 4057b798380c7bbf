import type { SchemaNode } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { introspect } from "../src/introspect.ts"
import { query } from "../src/query.ts"
import { open, run, type Library } from "./database.ts"

const libraries: readonly Library[] = ["better-sqlite3", "node:sqlite"]

const handWritten = `
create table "Hotels" (
  ID INTEGER PRIMARY KEY AUTOINCREMENT,
  code VARCHAR(20) constraint uq_code unique, -- the hotel's own, with a comma
  name text not null default 'it''s, a "hotel"' /* constraint fake check (1) */,
  [open from] datetime default current_timestamp,
  rating numeric(3,1) constraint ck_rating check ( rating between 0
    and 5 ) check ("rating" <> 4.5),
  created int default (strftime('%s', 'now')),
  check (code <> '' or (name in ('x', 'y'))),
  constraint "odd ""name" check (id > 0)
);
create table rooms (
  hotel integer not null references hotels on delete cascade,
  number text not null,
  twin_hotel, twin_number,
  constraint rooms_key primary key (number, hotel),
  constraint fk_twin foreign key (twin_number, twin_hotel) references rooms(Number, hotel) on update set null,
  unique (twin_hotel, number)
) without rowid;
create index ix_code on hotels (code collate nocase desc, lower(name), (rating)) where rating > 3 and "code" <> '';
create unique index "ix odd" on rooms ([number]);
create view v as select * from rooms;
create temp table rooms (a);
create virtual table words using fts5(word)`

const expected: readonly SchemaNode[] = [
  { kind: "table", name: "Hotels" },
  {
    kind: "column",
    table: "Hotels",
    name: "ID",
    type: "integer",
    identity: { always: false, sequence: "sqlite_sequence" },
  },
  { kind: "column", table: "Hotels", name: "code", type: "VARCHAR(20)", nullable: true },
  { kind: "column", table: "Hotels", name: "name", type: "text", default: `'it''s, a "hotel"'` },
  {
    kind: "column",
    table: "Hotels",
    name: "open from",
    type: "datetime",
    nullable: true,
    default: "current_timestamp",
  },
  { kind: "column", table: "Hotels", name: "rating", type: "numeric(3,1)", nullable: true },
  {
    kind: "column",
    table: "Hotels",
    name: "created",
    type: "INT",
    nullable: true,
    default: "strftime('%s', 'now')",
  },
  { kind: "primaryKey", table: "Hotels", name: "pk_Hotels", unnamed: true, columns: ["ID"] },
  { kind: "unique", table: "Hotels", name: "uq_code", columns: ["code"] },
  {
    kind: "check",
    table: "Hotels",
    name: "ck_Hotels_code",
    unnamed: true,
    expression: "code <> '' or (name in ('x', 'y'))",
  },
  {
    kind: "check",
    table: "Hotels",
    name: "ck_Hotels_rating",
    unnamed: true,
    expression: "rating <> 4.5",
  },
  { kind: "check", table: "Hotels", name: "ck_rating", expression: "rating between 0 and 5" },
  { kind: "check", table: "Hotels", name: 'odd "name', expression: "id > 0" },
  {
    kind: "index",
    table: "Hotels",
    name: "ix_code",
    keys: [
      { column: "code", descending: true, collation: "NOCASE" },
      { expression: "lower(name)" },
      { column: "rating" },
    ],
    where: "rating > 3 and code <> ''",
  },
  { kind: "table", name: "rooms", withoutRowid: true },
  { kind: "column", table: "rooms", name: "hotel", type: "integer" },
  { kind: "column", table: "rooms", name: "number", type: "text" },
  { kind: "column", table: "rooms", name: "twin_hotel", type: "", nullable: true },
  { kind: "column", table: "rooms", name: "twin_number", type: "", nullable: true },
  { kind: "primaryKey", table: "rooms", name: "rooms_key", columns: ["number", "hotel"] },
  {
    kind: "unique",
    table: "rooms",
    name: "uq_rooms_twin_hotel_number",
    unnamed: true,
    columns: ["twin_hotel", "number"],
  },
  {
    kind: "foreignKey",
    table: "rooms",
    name: "fk_rooms_hotel",
    unnamed: true,
    columns: ["hotel"],
    references: { table: "Hotels", columns: ["ID"] },
    onDelete: "cascade",
  },
  {
    kind: "foreignKey",
    table: "rooms",
    name: "fk_twin",
    columns: ["twin_number", "twin_hotel"],
    references: { table: "rooms", columns: ["number", "hotel"] },
    onUpdate: "set null",
  },
  { kind: "index", table: "rooms", name: "ix odd", keys: [{ column: "number" }], unique: true },
  { kind: "defined", type: "view", name: "v", definition: "select * from rooms" },
]

it.each(libraries)("reads what a person wrote, with %s", async (library) => {
  const db = open(":memory:", library)
  await run(db, handWritten)
  expect((await introspect(db, {})).nodes).toEqual(expected)
})

it("leaves out the tables that it is told to", async () => {
  const db = open()
  await run(db, "create table a (x);\ncreate table b (x);\ncreate index ix_b on b (x)")
  expect((await introspect(db, { exclude: ["b", "billing.a"], defaultSchema: "main" })).nodes).toEqual([
    { kind: "table", name: "a" },
    { kind: "column", table: "a", name: "x", type: "", nullable: true },
  ])
})

it("needs the same number of statements for one table and for many", async () => {
  const count = async (tables: number) => {
    const db = open()
    for (let index = 0; index < tables; index += 1) {
      await run(
        db,
        `create table t${index} (a integer primary key, b text unique references t0 (b), check (b <> ''))`,
      )
    }
    let statements = 0
    const plugin = {
      transformQuery: ({ node }: { node: never }) => node,
      transformResult: async ({ result }: { result: never }) => ((statements += 1), result),
    }
    const { nodes } = await introspect(db.withPlugin(plugin as never), {})
    return { statements, tables: nodes.filter(({ kind }) => kind === "table").length }
  }
  expect([await count(1), await count(40)]).toEqual([
    { statements: 7, tables: 1 },
    { statements: 7, tables: 40 },
  ])
})

it("spells a check in the same way after its column was renamed", async () => {
  const db = open()
  await run(
    db,
    "create table t (a integer, constraint ck check (a > 0));\ncreate index ix on t (a) where a > 1;\nalter table t rename column a to b",
  )
  expect((await introspect(db, {})).nodes.filter(({ kind }) => kind === "check" || kind === "index")).toEqual(
    [
      { kind: "check", table: "t", name: "ck", expression: "b > 0" },
      { kind: "index", table: "t", name: "ix", keys: [{ column: "b" }], where: "b > 1" },
    ],
  )
})

it("refuses another database as the default schema", async () => {
  await expect(introspect(open(), { defaultSchema: "billing" })).rejects.toMatchObject({
    code: "dialect/unsupported",
    message: `the default schema is "billing", but on SQLite that is always the main database`,
  })
})

const unusual = `
create table "Odd" (
  a integer not null on conflict replace default 1 collate nocase,
  b text collate rtrim, c text primary key on conflict ignore collate NOCASE,
  d as (a + "a") stored, e int generated always as (lower(b)) unique,
  unique (b collate binary desc, a collate NoCase) on conflict fail, unique (b), unique (b),
  constraint fk foreign key (a) references "Odd" (c) match full deferrable initially deferred,
  foreign key (b) references "Odd" (c) deferrable, foreign key (b) references "Odd" not deferrable initially deferred,
  constraint ck check ("Odd".a > 0), constraint ck check ("odd"."A" > 1)
);
create table strict_one (a integer primary key desc, b any) strict;
create table old (a integer, b text, primary key (a desc)) without rowid;
create index ix_odd on "Odd" (b collate RTRIM, c collate nocase, lower(b) collate nocase desc);
create trigger tr update of B on "Odd" begin
  delete from old; -- ends; here
end;
create view v ("x y") as
  select a from old;
create table plain as select 1 as one, 'x' as "two;"`

it("reads whatever a table may say", async () => {
  const db = open()
  for (const statement of unusual.split(/;\n(?=create)/)) await query(db, statement)
  const { nodes } = await introspect(db, {})
  const of = (table: string) => nodes.filter((node) => "table" in node && node.table === table)
  const odd = { table: "Odd" } as const
  expect(of("Odd")).toEqual([
    {
      kind: "column",
      ...odd,
      name: "a",
      type: "integer",
      default: "1",
      collation: "NOCASE",
      notNull: { onConflict: "replace" },
    },
    { kind: "column", ...odd, name: "b", type: "text", nullable: true, collation: "RTRIM" },
    { kind: "column", ...odd, name: "c", type: "text", collation: "NOCASE", notNull: { notValid: true } },
    {
      kind: "column",
      ...odd,
      name: "d",
      type: "",
      nullable: true,
      generated: { expression: "a + a", stored: true },
    },
    { kind: "column", ...odd, name: "e", type: "INT", nullable: true, generated: { expression: "lower(b)" } },
    {
      kind: "primaryKey",
      ...odd,
      name: "pk_Odd",
      unnamed: true,
      columns: ["c"],
      onConflict: "ignore",
    },
    { kind: "unique", ...odd, name: "uq_Odd_b", unnamed: true, columns: ["b"] },
    {
      kind: "unique",
      ...odd,
      name: "uq_Odd_b_2",
      unnamed: true,
      columns: ["b"],
    },
    {
      kind: "unique",
      ...odd,
      name: "uq_Odd_b_a",
      unnamed: true,
      columns: ["b", "a"],
      descending: ["b"],
      collations: { b: "BINARY" },
      onConflict: "fail",
    },
    { kind: "unique", ...odd, name: "uq_Odd_e", unnamed: true, columns: ["e"] },
    {
      kind: "foreignKey",
      ...odd,
      name: "fk",
      columns: ["a"],
      references: { table: "Odd", columns: ["c"] },
      match: "full",
      deferrable: "deferred",
    },
    {
      kind: "foreignKey",
      ...odd,
      name: "fk_Odd_b",
      unnamed: true,
      columns: ["b"],
      references: { table: "Odd", columns: ["c"] },
      deferrable: "immediate",
    },
    {
      kind: "foreignKey",
      ...odd,
      name: "fk_Odd_b_2",
      unnamed: true,
      columns: ["b"],
      references: { table: "Odd", columns: ["c"] },
    },
    { kind: "check", ...odd, name: "ck", expression: "a > 0" },
    { kind: "check", ...odd, name: "ck_Odd_a", unnamed: true, expression: "a > 1" },
    {
      kind: "index",
      ...odd,
      name: "ix_odd",
      keys: [
        { column: "b" },
        { column: "c" },
        { expression: "lower(b)", descending: true, collation: "NOCASE" },
      ],
    },
    {
      kind: "defined",
      type: "trigger",
      ...odd,
      name: "tr",
      definition: "begin\n  delete from old; -- ends; here\nend",
      options: { timing: `BEFORE UPDATE OF "B"` },
    },
  ])
})
