import { mkdtempSync, readFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import {
  check,
  createMigrator,
  decided,
  defineSchema,
  index,
  sql,
  t,
  table,
  tableOptions,
  type Decision,
  type DeclaredSchema,
  type Question,
  type TypedRename,
} from "@aludel/core"
import { folder } from "@aludel/core/node"
import { expect, it } from "vitest"

import { policy, postgres, sequence, trigger, view, storedFunction } from "../src/index.ts"
import { introspect } from "../src/introspect.ts"
import { open, rows, run } from "./database.ts"

type Schema = DeclaredSchema<object>

interface Rename {
  readonly name: string
  readonly from: () => Schema
  readonly to: () => Schema
  /** The rows before. Default: none. */
  readonly rows?: string
  readonly decisions?: readonly Decision[]
  readonly renames?: readonly TypedRename[]
  /** The questions that are asked, in their order. Default: none. */
  readonly asked?: readonly Partial<Question>[]
  readonly upgrade: readonly string[]
}

const id = () => t.integer().primaryKey()
const hotels = () => table("hotels", { id: id(), code: t.text() })
const code = (decision: string | false): Decision => ({
  kind: "rename",
  what: "column",
  from: "hotels.code",
  answer: decision,
})

const cases: readonly Rename[] = [
  {
    name: "a column with a check, an index and a foreign key on it",
    from: () =>
      defineSchema({
        hotels: table("hotels", { id: id(), code: t.text().unique() }, (c) => [
          check("ck_hotels", sql`length(code) > 0`),
          index("ix_hotels")
            .on(sql`lower(code)`)
            .where(sql`code <> 'x'`),
          index().on(c.code),
        ]),
        rooms: table("rooms", { id: id(), hotel: t.text().references("hotels.code") }),
      }),
    to: () =>
      defineSchema({
        hotels: table("hotels", { id: id(), short_code: t.text().unique() }, (c) => [
          check("ck_hotels", sql`length(short_code) > 0`),
          index("ix_hotels")
            .on(sql`lower(short_code)`)
            .where(sql`short_code <> 'x'`),
          index().on(c.short_code),
        ]),
        rooms: table("rooms", { id: id(), hotel: t.text().references("hotels.short_code") }),
      }),
    rows: "insert into hotels values (1, 'a'); insert into rooms values (1, 'a')",
    asked: [{ kind: "rename", what: "column", from: "hotels.code", choices: ["short_code"] }],
    decisions: [code("short_code")],
    upgrade: [
      'op.renameColumn("hotels", "code", "short_code")',
      'op.renameConstraint("hotels", "uq_hotels_code", "uq_hotels_short_code")',
      'op.renameIndex("hotels", "ix_hotels_code", "ix_hotels_short_code")',
    ],
  },
  {
    name: "a column that is none, and another one that is",
    from: () =>
      defineSchema({
        hotels: table("hotels", { id: id(), code: t.text().nullable(), label: t.text().nullable() }),
      }),
    to: () =>
      defineSchema({
        hotels: table("hotels", { id: id(), a: t.varchar(20).nullable(), b: t.text().nullable() }),
      }),
    rows: "insert into hotels values (1, null, 'b')",
    asked: [
      { kind: "rename", from: "hotels.code", choices: ["a", "b"] },
      { kind: "rename", from: "hotels.label", choices: ["a", "b"] },
    ],
    decisions: [code(false), { kind: "rename", what: "column", from: "hotels.label", answer: "b" }],
    upgrade: [
      'op.renameColumn("hotels", "label", "b")',
      'op.addColumn("hotels", "a", t.varchar(20).nullable())',
      'op.dropColumn("hotels", "code")',
    ],
  },
  {
    name: "a table with a column, its constraints and what points at it",
    from: () =>
      defineSchema({
        hotels: table("hotels", { id: id(), code: t.text(), stars: t.integer() }),
        rooms: table("rooms", { id: id(), hotel_id: t.integer().references("hotels.id") }),
      }),
    to: () =>
      defineSchema({
        inns: table("inns", { id: id(), name: t.text(), stars: t.integer() }),
        rooms: table("rooms", { id: id(), hotel_id: t.integer().references("inns.id") }),
      }),
    rows: "insert into hotels values (1, 'a', 5); insert into rooms values (1, 1)",
    asked: [
      { kind: "rename", what: "table", from: "hotels", choices: ["inns"] },
      { kind: "rename", what: "column", from: "inns.code", choices: ["name"] },
    ],
    decisions: [
      { kind: "rename", what: "table", from: "hotels", answer: "inns" },
      { kind: "rename", what: "column", from: "inns.code", answer: "name" },
    ],
    upgrade: [
      'op.renameTable("hotels", "inns")',
      'op.renameColumn("inns", "code", "name")',
      'op.renameConstraint("inns", "pk_hotels", "pk_inns")',
    ],
  },
  {
    name: "a table and a column, as the declaration says",
    from: () => defineSchema({ hotels: table("billing.hotels", { id: id(), code: t.text() }) }),
    to: () =>
      defineSchema({
        inns: table("billing.inns", { id: id(), name: t.text().renamedFrom("code") }, () => [
          tableOptions({ renamedFrom: "hotels" }),
        ]),
      }),
    rows: "insert into billing.hotels values (1, 'a')",
    upgrade: [
      'op.renameTable("billing.hotels", "inns")',
      'op.renameColumn("billing.inns", "code", "name")',
      'op.renameConstraint("billing.inns", "pk_hotels", "pk_inns")',
    ],
  },
  {
    name: "as typed, though the types differ",
    from: () => defineSchema({ hotels: table("hotels", { id: id(), code: t.integer() }) }),
    to: () => defineSchema({ inns: table("inns", { id: id(), label: t.text() }) }),
    rows: "insert into hotels values (1, 7)",
    renames: [
      { from: "hotels", to: "inns" },
      { from: "hotels.code", to: "inns.label" },
    ],
    upgrade: [
      'op.renameTable("hotels", "inns")',
      'op.renameColumn("inns", "code", "label")',
      'op.renameConstraint("inns", "pk_hotels", "pk_inns")',
      'op.alterColumn("inns", "label", { type: t.text() })',
    ],
  },
  {
    name: "columns that change places, as the declaration says",
    from: () => defineSchema({ hotels: table("hotels", { id: id(), a: t.text(), b: t.text() }) }),
    to: () =>
      defineSchema({
        hotels: table("hotels", { id: id(), a: t.text().renamedFrom("b"), b: t.text().renamedFrom("a") }),
      }),
    rows: "insert into hotels values (1, 'was a', 'was b')",
    upgrade: [
      'op.renameColumn("hotels", "b", "b_before")',
      'op.renameColumn("hotels", "a", "b")',
      'op.renameColumn("hotels", "b_before", "a")',
    ],
  },
  {
    name: "three columns in a ring and a chain behind it, as typed",
    from: () =>
      defineSchema({
        hotels: table("hotels", { a: t.text(), b: t.text(), c: t.text(), d: t.text(), e: t.text() }),
      }),
    to: () =>
      defineSchema({
        hotels: table("hotels", { a: t.text(), b: t.text(), c: t.text(), e: t.text(), f: t.text() }),
      }),
    rows: "insert into hotels values ('a', 'b', 'c', 'd', 'e')",
    renames: [
      { from: "hotels.a", to: "b" },
      { from: "hotels.b", to: "c" },
      { from: "hotels.c", to: "a" },
      { from: "hotels.d", to: "e" },
      { from: "hotels.e", to: "f" },
    ],
    upgrade: [
      'op.renameColumn("hotels", "e", "f")',
      'op.renameColumn("hotels", "d", "e")',
      'op.renameColumn("hotels", "a", "a_before")',
      'op.renameColumn("hotels", "c", "a")',
      'op.renameColumn("hotels", "b", "c")',
      'op.renameColumn("hotels", "a_before", "b")',
    ],
  },
  {
    name: "a column under views, a trigger and a policy",
    from: () => {
      const inns = hotels()
      const f = storedFunction("f", [], sql`() returns trigger language plpgsql as 'begin return new; end'`)
      return defineSchema({
        inns,
        f,
        codes: view("codes", { code: t.text() }, sql`select code from hotels`),
        on_codes: view("on_codes", { code: t.text() }, sql`select code from codes`),
        tr: trigger("tr", inns, "before update of code", sql`for each row execute function f()`),
        p: policy("p", inns, { using: sql`code <> 'x'` }),
      })
    },
    to: () => {
      const inns = table("hotels", { id: id(), name: t.text().renamedFrom("code") })
      const f = storedFunction("f", [], sql`() returns trigger language plpgsql as 'begin return new; end'`)
      return defineSchema({
        inns,
        f,
        codes: view("codes", { code: t.text() }, sql`select name as code from hotels`),
        on_codes: view("on_codes", { code: t.text() }, sql`select code from codes`),
        tr: trigger("tr", inns, "before update of name", sql`for each row execute function f()`),
        p: policy("p", inns, { using: sql`name <> 'x'` }),
      })
    },
    rows: "insert into hotels values (1, 'a')",
    upgrade: [
      'op.dropObject("policy", "p", { table: "hotels" })',
      'op.dropObject("trigger", "tr", { table: "hotels" })',
      'op.dropObject("view", "on_codes")',
      'op.dropObject("view", "codes")',
      'op.renameColumn("hotels", "code", "name")',
      'op.createObject("view", "codes", { definition: sql`select name as code from hotels` })',
      'op.createObject("view", "on_codes", { definition: sql`select code from codes` })',
      'op.createObject("trigger", "tr", {',
      'op.createObject("policy", "p", { table: "hotels", options: { using: "name <> \'x\'" } })',
    ],
  },
  {
    name: "an enum, one of its values, and a sequence",
    from: () => {
      const kind = t.enum("kind", ["a", "b"])
      const flavour = t.enum("flavour", ["x", "y"])
      return defineSchema({
        hotels: table("hotels", { id: id(), kind: kind().default("a"), flavour: flavour() }),
        counter: sequence("counter"),
      })
    },
    to: () => {
      const kind = t.enum("room_kind", ["a", "b"])
      const flavour = t.enum("flavour", ["x", "z"])
      return defineSchema({
        hotels: table("hotels", { id: id(), kind: kind().default("a"), flavour: flavour() }),
        numbers: sequence("numbers"),
      })
    },
    rows: "insert into hotels values (1, 'b', 'y'); select nextval('counter')",
    asked: [
      { kind: "rename", what: "enum value", from: "flavour.y", choices: ["z"] },
      { kind: "rename", what: "sequence", from: "counter", choices: ["numbers"] },
    ],
    decisions: [
      { kind: "rename", what: "enum value", from: "flavour.y", answer: "z" },
      { kind: "rename", what: "sequence", from: "counter", answer: "numbers" },
    ],
    upgrade: [
      'op.renameEnumValue("flavour", "y", "z")',
      'op.renameObject("sequence", "counter", "numbers")',
      'op.renameEnum("kind", "room_kind")',
    ],
  },
  {
    name: "a schema with its tables",
    from: () => defineSchema({ a: table("bills.a", { id: id() }), b: table("bills.b", { id: id() }) }),
    to: () => defineSchema({ a: table("billing.a", { id: id() }), b: table("billing.b", { id: id() }) }),
    rows: "insert into bills.a values (1)",
    asked: [{ kind: "rename", what: "schema", from: "bills", choices: ["billing"] }],
    decisions: [{ kind: "rename", what: "schema", from: "bills", answer: "billing" }],
    upgrade: ['op.renameSchema("bills", "billing")'],
  },
]

it.for(cases)("$name", { timeout: 120_000 }, async ({ from, to, rows: given, asked = [], ...said }) => {
  const db = await open()
  const source = folder(mkdtempSync(join(tmpdir(), "aludel-renames-")))
  const migratorFor = (schema: Schema) => createMigrator({ db, dialect: postgres(), source, schema })
  const before = migratorFor(from())
  await before.revision({ message: "from", autogenerate: true })
  await before.upgrade()
  expect((await before.check()).findings).toEqual([])
  if (given !== undefined) await run(db, given)
  const there = await everything(db)

  const questions: Question[] = []
  const answers = decided(said.decisions ?? [])
  const after = migratorFor(to())
  const { location, text } = await after.revision({
    message: "to",
    autogenerate: true,
    renames: said.renames,
    ask: (question) => {
      questions.push(question)
      return answers(question)
    },
  })
  expect(questions).toEqual(asked.map((question) => expect.objectContaining(question)))
  expect(operationsIn(text ?? "")).toEqual(said.upgrade)
  expect(readFileSync(location!, "utf8")).toBe(text)
  await after.upgrade()
  expect((await after.check()).findings).toEqual([])
  expect((await after.revision({ message: "none", autogenerate: true })).summary).toEqual([])
  await after.downgrade({ to: "-1" })
  expect(await everything(db)).toEqual(there)
})

function operationsIn(text: string): readonly string[] {
  const [upgrade = ""] = text.split("  downgrade(op)")
  return upgrade.match(/^ {4}op\..*$/gm)?.map((line) => line.trim()) ?? []
}

const excluded = { exclude: ["aludel_history", "aludel_history_log", "aludel_history_control"] }

/** The catalog and the rows, without regard to the order of columns. */
async function everything(db: Awaited<ReturnType<typeof open>>): Promise<unknown> {
  const { nodes } = await introspect(db, { ...excluded, schemas: ["billing", "bills"] })
  const tables = nodes.filter((node) => node.kind === "table")
  const content = await Promise.all(
    tables.map(({ schema = "public", name }) => rows(db, `select * from "${schema}"."${name}"`)),
  )
  return { nodes: nodes.map((node) => JSON.stringify(node)).toSorted(), content }
}
