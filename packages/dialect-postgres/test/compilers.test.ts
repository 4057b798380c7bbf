import { catalog, type AlterColumn, type AlterEnum, type ColumnNode, type Step } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { introspect } from "../src/introspect.ts"
import { compileOperation } from "../../core/src/execution/compile.ts"
import { open, rows, run, target } from "./database.ts"

function texts(steps: readonly Step[]): readonly string[] {
  return steps.map((step) => (step.kind === "statement" ? step.sql : "code"))
}

type Change = Partial<AlterColumn> & Pick<AlterColumn, "to">
type Altered = Omit<ColumnNode, "kind" | "table" | "name">

const changes: readonly {
  name: string
  before: string
  change: Change
  statements: readonly string[]
  column: Altered
  values: readonly unknown[]
}[] = [
  {
    name: "a wider text",
    before: `varchar(5)`,
    change: { to: { type: "varchar(20)" } },
    statements: [`alter table "t" alter column "c" type varchar(20)`],
    column: { type: "varchar(20)", nullable: true },
    values: ["7", null],
  },
  {
    name: "text to number",
    before: `text`,
    change: { to: { type: "integer" } },
    statements: [`alter table "t" alter column "c" type integer using "c"::integer`],
    column: { type: "integer", nullable: true },
    values: [7, null],
  },
  {
    name: "a conversion of one's own",
    before: `text`,
    change: { to: { type: "boolean" }, using: `c = '7'` },
    statements: [`alter table "t" alter column "c" type boolean using c = '7'`],
    column: { type: "boolean", nullable: true },
    values: [true, null],
  },
  {
    name: "text with a default to an enum",
    before: `text default '7'`,
    change: {
      to: { type: "Digit", enum: { name: "Digit" }, default: "'8'" },
      from: { type: "text", enum: null, default: "'7'" },
    },
    statements: [
      `alter table "t" alter column "c" drop default, alter column "c" type "Digit" using "c"::"Digit", alter column "c" set default '8'`,
    ],
    column: { type: "Digit", enum: { name: "Digit" }, nullable: true, default: `'8'::"Digit"` },
    values: ["7", null],
  },
  {
    name: "one enum to another",
    before: `"Digit"`,
    change: {
      to: { type: "other", enum: { schema: "more", name: "other" } },
      from: { type: "Digit", enum: { name: "Digit" } },
    },
    statements: [`alter table "t" alter column "c" type "more"."other" using "c"::text::"more"."other"`],
    column: { type: "other", enum: { schema: "more", name: "other" }, nullable: true },
    values: ["7", null],
  },
  {
    name: "an enum to text",
    before: `"Digit"`,
    change: { to: { type: "text", enum: null }, from: { type: "Digit", enum: { name: "Digit" } } },
    statements: [`alter table "t" alter column "c" type text using "c"::text`],
    column: { type: "text", nullable: true },
    values: ["7", null],
  },
  {
    name: "NOT NULL with what to fill in",
    before: `text`,
    change: { to: { nullable: false }, fill: `'none'` },
    statements: [
      `update "t" set "c" = 'none' where "c" is null`,
      `alter table "t" alter column "c" set not null`,
    ],
    column: { type: "text" },
    values: ["7", "none"],
  },
  {
    name: "everything at once",
    before: `text default 'x'`,
    change: { to: { type: "bigint", nullable: false, default: "10" }, fill: `9` },
    statements: [
      `alter table "t" alter column "c" drop default, alter column "c" type bigint using "c"::bigint, alter column "c" set default 10`,
      `update "t" set "c" = 9 where "c" is null`,
      `alter table "t" alter column "c" set not null`,
    ],
    column: { type: "bigint", default: "10" },
    values: ["7", "9"],
  },
  {
    name: "neither default nor NOT NULL",
    before: `integer not null default 1`,
    change: { to: { nullable: true, default: null } },
    statements: [`alter table "t" alter column "c" drop default, alter column "c" drop not null`],
    column: { type: "integer", nullable: true },
    values: [7],
  },
  {
    name: "a column that becomes an identity goes on counting",
    before: `integer`,
    change: {
      to: { nullable: false, identity: { always: true } },
      from: { nullable: true, identity: null },
      fill: `8`,
    },
    statements: [
      `update "t" set "c" = 8 where "c" is null`,
      `alter table "t" alter column "c" set not null, alter column "c" add generated always as identity`,
      `select pg_catalog.setval(seqrelid::pg_catalog.regclass, next::bigint, false) from pg_catalog.pg_sequence, lateral (select (case when seqincrement > 0 then max("c") else min("c") end)::numeric + seqincrement as next from "t") as rows where seqrelid = pg_catalog.pg_get_serial_sequence('"t"', 'c')::pg_catalog.regclass and next between seqmin and seqmax and (next - seqstart) * seqincrement > 0`,
    ],
    column: { type: "integer", identity: { always: true } },
    values: [7, 8, 9],
  },
  {
    name: "another kind of identity, with another type",
    before: `integer generated always as identity`,
    change: {
      to: { type: "bigint", identity: { always: false } },
      from: { type: "integer", identity: { always: true } },
    },
    statements: [
      `alter table "t" alter column "c" type bigint using "c"::bigint, alter column "c" set generated by default`,
    ],
    column: { type: "bigint", identity: { always: false } },
    values: ["7", "1"],
  },
  {
    name: "no identity",
    before: `integer generated always as identity`,
    change: { to: { identity: null }, from: { identity: { always: true } } },
    statements: [`alter table "t" alter column "c" drop identity`],
    column: { type: "integer" },
    values: [7],
  },
]

it.each(changes)("alters a column: $name", async ({ before, change, statements, column, values }) => {
  const db = await open({ max: 1 })
  await run(
    db,
    `create type "Digit" as enum ('7', '8'); create schema more; create type more.other as enum ('6', '7')`,
  )
  await run(db, `create table t (k integer, c ${before})`)
  await run(db, `insert into t (k, c) overriding system value values (1, '7')`)
  if (!before.includes("not null") && !before.includes("identity"))
    await run(db, `insert into t values (2, null)`)

  const steps = compileOperation({ kind: "alterColumn", table: "t", name: "c", ...change }, target(db))
  expect(texts(steps)).toEqual(statements)
  for (const text of statements) await run(db, text)

  const nodes = (await introspect(db)).nodes
  expect(nodes.filter((node) => node.kind === "column" && node.name === "c")).toEqual([
    { kind: "column", table: "t", name: "c", ...column },
  ])
  if (column.identity !== undefined) await run(db, `insert into t (k) values (3)`)
  expect(await rows(db, `select c from t order by k`)).toEqual(values.map((c) => ({ c })))
})

it("qualifies with the default schema and quotes what needs it", async () => {
  const db = await open({ max: 1 })
  const operation: AlterColumn = {
    kind: "alterColumn",
    table: `a "b`,
    name: "C d",
    to: { nullable: false },
    fill: "0",
  }
  expect(texts(compileOperation(operation, target(db, "App")))).toEqual([
    `update "App"."a ""b" set "C d" = 0 where "C d" is null`,
    `alter table "App"."a ""b" alter column "C d" set not null`,
  ])
})

const lists: readonly { from: readonly string[]; to: readonly string[]; values: readonly string[] }[] = [
  { from: ["b"], to: ["a", "a'", "b", "c"], values: ["b"] },
  { from: ["b", "f"], to: ["a", "b", "c", "d", "f", "g"], values: ["b", "f"] },
  { from: ["a", "b"], to: ["b"], values: ["b"] },
  { from: ["a", "b", "c"], to: ["c", "d", "a"], values: ["a", "c"] },
]

it.each(lists)("gives an enum other values: $from to $to", async ({ from, to, values }) => {
  const db = await open({ max: 1 })
  const made = (list: readonly string[]) => list.map((value) => `'${value.replaceAll("'", "''")}'`).join(", ")
  await run(db, `create schema app; set search_path to app; create type "E" as enum (${made(from)})`)
  await run(db, `create table t (e "E" default '${values[0]}')`)
  for (const value of values) await run(db, `insert into t values ('${value}')`)
  const before = catalog(await introspect(db))
  const operation: AlterEnum = { kind: "alterEnum", name: "E", from, to }
  for (const text of texts(compileOperation(operation, target(db, "app"), before))) await run(db, text)
  expect((await introspect(db)).nodes).toEqual([
    { kind: "enum", name: "E", values: to },
    { kind: "table", name: "t" },
    {
      kind: "column",
      table: "t",
      name: "e",
      type: "E",
      enum: { name: "E" },
      nullable: true,
      default: `'${values[0]}'::"E"`,
    },
  ])
  expect(await rows(db, `select e from t`)).toEqual(values.map((e) => ({ e })))
})
