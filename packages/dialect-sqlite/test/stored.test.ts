import { expect, it } from "vitest"

import { readStoredIndex } from "../src/stored-index.ts"
import { readStoredTrigger, readStoredView } from "../src/stored-object.ts"
import { readStoredTable, type StoredTable } from "../src/stored-table.ts"

const tables: readonly { name: string; sql: string; table: StoredTable }[] = [
  {
    name: "columns of every quoting, types of several words",
    sql: `CREATE TABLE "a ""b" ("c,)" integer, 'd' varchar ( 20 ), [e f] double  precision, \`g\`, h "odd type" null)`,
    table: {
      columns: [
        { name: "c,)", type: "integer" },
        { name: "d", type: "varchar(20)" },
        { name: "e f", type: "double precision" },
        { name: "g", type: "" },
        { name: "h", type: "odd type" },
      ],
      constraints: [],
      options: [],
    },
  },
  {
    name: "attributes of columns",
    sql: `create table if not exists main.t (
      id integer primary key on conflict abort autoincrement, -- the rows' numbers, with a comma
      a text default 'x, y' collate nocase /* constraint fake unique */ not null on conflict ignore,
      b default -1, c default (lower('A') || ')'), d default current_timestamp,
      e int generated always as (b * 2) stored, f as (b)
    ) WITHOUT ROWID, Strict`,
    table: {
      columns: [
        { name: "id", type: "integer", autoincrement: true },
        { name: "a", type: "text", default: "'x, y'", collate: "nocase" },
        { name: "b", type: "", default: "-1" },
        { name: "c", type: "", default: "lower('A') || ')'" },
        { name: "d", type: "", default: "current_timestamp" },
        { name: "e", type: "int", generated: { expression: "b * 2", stored: true } },
        { name: "f", type: "", generated: { expression: "b", stored: false } },
      ],
      constraints: [
        { kind: "primaryKey", column: "id", columns: ["id"] },
        { kind: "notNull", column: "a", onConflict: "ignore" },
      ],
      options: ["without rowid", "strict"],
    },
  },
  {
    name: "constraints on columns",
    sql: `create table t (a int constraint nn not null constraint u unique constraint "ck 1" check (a > 0 and (a <> 7))
      references p on delete set null on update no action deferrable initially deferred check (a<9),
      b int constraint fk references "q"("x") match full on update cascade not deferrable not null)`,
    table: {
      columns: [
        { name: "a", type: "int" },
        { name: "b", type: "int" },
      ],
      constraints: [
        { kind: "notNull", column: "a", name: "nn" },
        { kind: "unique", column: "a", name: "u", columns: ["a"] },
        { kind: "check", column: "a", name: "ck 1", expression: "a > 0 and (a <> 7)" },
        {
          kind: "foreignKey",
          column: "a",
          columns: ["a"],
          table: "p",
          references: [],
          onDelete: "set null",
          deferrable: "deferred",
        },
        { kind: "check", column: "a", expression: "a<9" },
        {
          kind: "foreignKey",
          column: "b",
          name: "fk",
          columns: ["b"],
          table: "q",
          references: ["x"],
          onUpdate: "cascade",
          match: "full",
        },
        { kind: "notNull", column: "b" },
      ],
      options: [],
    },
  },
  {
    name: "constraints on the table, commas between them or not",
    sql: `CREATE TABLE t(a, b, constraint pk primary key (a collate nocase desc, b) on conflict fail
      unique (b) constraint uq unique (a, "b") check ((a > ',')), foreign key (a, b) references p (x, y) on delete restrict
      constraint ck check (b in ('(', ')')))`,
    table: {
      columns: [
        { name: "a", type: "" },
        { name: "b", type: "" },
      ],
      constraints: [
        {
          kind: "primaryKey",
          name: "pk",
          columns: ["a", "b"],
          descending: ["a"],
          collations: { a: "nocase" },
          onConflict: "fail",
        },
        { kind: "unique", columns: ["b"] },
        { kind: "unique", name: "uq", columns: ["a", "b"] },
        { kind: "check", expression: "a > ','" },
        { kind: "foreignKey", columns: ["a", "b"], table: "p", references: ["x", "y"], onDelete: "restrict" },
        { kind: "check", name: "ck", expression: "b in ('(', ')')" },
      ],
      options: [],
    },
  },
  {
    name: "an autoincrement on the table, a descending key on the column",
    sql: `create table t (a integer primary key desc on conflict replace, b unique on conflict rollback, primary key (a autoincrement))`,
    table: {
      columns: [
        { name: "a", type: "integer" },
        { name: "b", type: "" },
      ],
      constraints: [
        { kind: "primaryKey", column: "a", columns: ["a"], descending: ["a"], onConflict: "replace" },
        { kind: "unique", column: "b", columns: ["b"], onConflict: "rollback" },
        { kind: "primaryKey", columns: ["a"], autoincrement: true },
      ],
      options: [],
    },
  },
  {
    name: "columns called as half-reserved words",
    sql: `create table t (key text, action text, "check" text, "primary" int, row text)`,
    table: {
      columns: [
        { name: "key", type: "text" },
        { name: "action", type: "text" },
        { name: "check", type: "text" },
        { name: "primary", type: "int" },
        { name: "row", type: "text" },
      ],
      constraints: [],
      options: [],
    },
  },
]

it.each(tables)("reads $name", ({ sql, table }) => {
  expect(readStoredTable(sql)).toEqual(table)
})

it.each([
  {
    sql: `CREATE INDEX ix ON t(a)`,
    index: { keys: [{ text: "a", bare: true }] },
  },
  {
    sql: `create unique index if not exists main."i on x" on "t (" ("a b" desc, lower(b) asc, c collate nocase, lower(c) collate RTRIM desc, c || d collate nocase, (d) desc nulls last) where a > 0 -- why`,
    index: {
      keys: [
        { text: `"a b"`, bare: true },
        { text: "lower(b)", bare: false },
        { text: "c", bare: true, collation: "nocase" },
        { text: "lower(c)", bare: false, collation: "RTRIM" },
        { text: "c || d collate nocase", bare: false },
        { text: "d", bare: true },
      ],
      where: "a > 0",
    },
  },
])("reads $sql", ({ sql, index }) => {
  expect(readStoredIndex(sql)).toEqual(index)
})

it.each([
  {
    sql: `CREATE VIEW main."v as" ("a b", c) AS select 1 as x, -- as
      2`,
    view: { columns: ["a b", "c"], definition: "select 1 as x, -- as\n      2" },
  },
  {
    sql: `create view if not exists v as with a as (select 1) select * from a`,
    view: { definition: "with a as (select 1) select * from a" },
  },
])("reads $sql", ({ sql, view }) => {
  expect(readStoredView(sql)).toEqual(view)
})

it.each([
  {
    sql: `create trigger if not exists "on" after update of "a", [B c] on "t (" for each row when new.a > 1 begin select 1; end`,
    trigger: {
      timing: `AFTER UPDATE OF a, "B c"`,
      definition: "for each row when new.a > 1 begin select 1; end",
    },
  },
  {
    sql: `CREATE TRIGGER x INSTEAD OF DELETE ON v BEGIN DELETE FROM t; END`,
    trigger: { timing: "INSTEAD OF DELETE", definition: "BEGIN DELETE FROM t; END" },
  },
  {
    sql: `create trigger x insert on t begin select 1; end`,
    trigger: { timing: "BEFORE INSERT", definition: "begin select 1; end" },
  },
])("reads $sql", ({ sql, trigger }) => {
  expect(readStoredTrigger(sql)).toEqual(trigger)
})
