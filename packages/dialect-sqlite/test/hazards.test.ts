import { createMigrator, defineRevision, inMemory, type Operations } from "@aludel/core"
import { catalog, definitionOf, type AnyDatabase } from "@aludel/core/dialect"
import { describe, expect, it } from "vitest"

import { record } from "../../core/src/operations/recorder.ts"
import { hazards } from "../src/hazards.ts"
import { sql, t } from "../src/index.ts"
import { introspect } from "../src/introspect.ts"
import { sqlite } from "../src/sqlite.ts"
import { open, rows, run, runOperations } from "./database.ts"

const recorded = (write: (op: Operations) => void) => record((op) => void write(op), {})

async function told(db: AnyDatabase, write: (op: Operations) => void): Promise<readonly string[]> {
  const before = catalog(await introspect(db, {}))
  return recorded(write).flatMap((operation) =>
    hazards(definitionOf(operation).resolve?.(operation, before) ?? operation, before).map(
      ({ message }) => message,
    ),
  )
}

interface Case {
  readonly from: string
  readonly to: string
  readonly said: string | undefined
  /** Values as SQL, and what they are afterwards; nothing where they are refused. */
  readonly values: Readonly<Record<string, string | undefined>>
}

const asNumbers = "text that reads as a number becomes that number ('007' becomes 7), other text stays text"
const asText = "numbers become text, which sorts as text ('10' before '9')"

const loose: readonly Case[] = [
  { from: "text", to: "integer", said: asNumbers, values: { "'007'": "7", "'x'": "'x'", "'1.5'": "1.5" } },
  { from: "text", to: "numeric(5,2)", said: asNumbers, values: { "'007'": "7", "'x'": "'x'" } },
  { from: "", to: "real", said: asNumbers, values: { "'007'": "7.0", "x'00'": "X'00'", "3": "3.0" } },
  { from: "integer", to: "text", said: asText, values: { "10": "'10'", "2.5": "'2.5'" } },
  {
    from: "integer",
    to: "double precision",
    said: "whole numbers beyond 2^53 lose digits",
    values: { "9007199254740993": "9007199254740992.0" },
  },
  { from: "real", to: "integer", said: undefined, values: { "2.0": "2", "2.5": "2.5" } },
  { from: "text", to: "blob", said: undefined, values: { "'007'": "'007'" } },
  { from: "boolean", to: "integer", said: undefined, values: { "1": "1" } },
]

const strict: readonly Case[] = [
  {
    from: "text",
    to: "integer",
    said: "what reads as no whole number is refused",
    values: { "'007'": "7", "'1.5'": undefined, "'x'": undefined },
  },
  {
    from: "real",
    to: "integer",
    said: "what reads as no whole number is refused",
    values: { "2.0": "2", "2.5": undefined },
  },
  {
    from: "text",
    to: "real",
    said: "what reads as no number is refused",
    values: { "'1.5'": "1.5", "'x'": undefined },
  },
  {
    from: "any",
    to: "text",
    said: `${asText}; a blob is refused`,
    values: { "10": "'10'", "x'00'": undefined },
  },
  { from: "text", to: "blob", said: "everything but a blob is refused", values: { "'x'": undefined } },
  { from: "integer", to: "any", said: undefined, values: { "10": "10" } },
]

describe.each([
  { options: "", cases: loose },
  { options: " strict", cases: strict },
])("what another type does to the values of a table$options is told", ({ options, cases }) => {
  it.each(cases)("$from to $to", async ({ from, to, said, values }) => {
    for (const [value, outcome] of Object.entries(values)) {
      const db = open()
      await run(db, `create table t (a ${from})${options};\ninsert into t values (${value})`)
      const write = (op: Operations) => void op.alterColumn("t", "a", { type: t.type(to) })
      expect(await told(db, write)).toEqual(said === undefined ? [] : [`t.a becomes ${to}: ${said}.`])
      const ran = await runOperations(db, recorded(write)).then(
        () => true,
        () => false,
      )
      expect(ran ? await rows(db, "select quote(a) as a from t") : undefined).toEqual(
        outcome === undefined ? undefined : [{ a: outcome }],
      )
    }
  })
})

it("nothing is told where the operation says how the values are converted", async () => {
  const db = open()
  await run(db, "create table t (a text)")
  expect(
    await told(db, (op) => op.alterColumn("t", "a", { type: t.integer(), using: sql`length(a)` })),
  ).toEqual([])
})

it("what STRICT and WITHOUT ROWID do to rows is told", async () => {
  const db = open()
  await run(db, "create table t (a integer primary key, b text);\ncreate table s (a any, b any) strict")
  const write = (op: Operations) => {
    op.alterTable("t", { strict: true, withoutRowid: true })
    op.alterTable("s", { strict: null })
  }
  expect(await told(db, write)).toEqual([
    "t becomes strict: values that are not of their columns' types are refused.",
    "t loses the rowids of its rows.",
    `s is strict no longer: in s.a ${asNumbers}.`,
    `s is strict no longer: in s.b ${asNumbers}.`,
  ])
})

const revision = (upgrade: (op: Operations) => void) =>
  defineRevision({
    id: "a1",
    parents: [],
    message: "change",
    created: "2026-11-24T00:00:00Z",
    upgrade: (op) => void upgrade(op),
    downgrade: () => {},
  })

it("a plan tells it before anything runs, of the schema as the revisions before make it", async () => {
  const db = open()
  await run(db, "create table t (a text, b text)")
  const source = inMemory([
    revision((op) => {
      op.alterColumn("t", "a", { type: t.integer() })
      op.dropColumn("t", "b")
      op.createTable("u", { x: t.text().nullable() })
      op.alterColumn("u", "x", { type: t.double(), nullable: false })
      op.run(async () => {})
      op.alterColumn("u", "x", { type: t.text() })
      op.sql(sql`create table hidden (x text)`)
      op.alterColumn("hidden", "x", { type: t.integer() })
    }),
  ])
  const before = await rows(db, "select name from sqlite_schema")
  const { steps } = await createMigrator({ db, dialect: sqlite(), source }).plan()
  expect(steps.map(({ hazards: found }) => found)).toEqual([
    [
      { kind: "changes-values", message: `t.a becomes integer: ${asNumbers}.` },
      { kind: "drops-data", message: "The column t.b is dropped with all its values." },
      { kind: "needs-value", message: "u.x becomes NOT NULL: a table with NULLs in it refuses it." },
      { kind: "changes-values", message: `u.x becomes real: ${asNumbers}.` },
      { kind: "changes-values", message: `u.x becomes text: ${asText}.` },
    ],
  ])
  expect(await rows(db, "select name from sqlite_schema")).toEqual(before)
})

it.each<[name: string, write: (op: Operations) => void, message: string]>([
  [
    "in place",
    (op) => op.alterColumn("t", "a", { nullable: false }),
    "t.a is to be NOT NULL, and 2 rows of t would have no value there",
  ],
  [
    "by building the table anew",
    (op) => op.alterColumn("t", "a", { nullable: false, type: t.integer(), using: sql`nullif(b, 1)` }),
    "t.a is to be NOT NULL, and 1 row of t would have no value there",
  ],
  [
    "with a value that does not help",
    (op) => op.alterColumn("t", "a", { nullable: false, fill: sql`nullif(b, 1)` }),
    "t.a is to be NOT NULL, and 1 row of t would have no value there",
  ],
  [
    "of a new column",
    (op) => {
      op.addColumn("t", "c", t.text().unique("uq_t_c"))
    },
    "t.c is to be NOT NULL, and 3 rows of t would have no value there",
  ],
])("NOT NULL is refused with the number of rows that have no value, %s", async (_, write, message) => {
  const db = open()
  await run(db, "create table t (a text, b integer);\ninsert into t values (null, 1), ('x', 2), (null, 3)")
  const before = await rows(db, "select * from sqlite_schema")
  const source = inMemory([revision(write)])
  const upgrade = createMigrator({ db, dialect: sqlite(), source }).upgrade()
  await expect(upgrade).rejects.toMatchObject({ code: "run/failed", message })
  expect(await rows(db, "select * from sqlite_schema where name not like '%aludel%'")).toEqual(before)
})
