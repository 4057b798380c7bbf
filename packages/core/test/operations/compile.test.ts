import { expect, it } from "vitest"

import type { CompileContext, Operation, Step } from "../../src/operations/definition.ts"
import { record } from "../../src/operations/recorder.ts"
import { definitionOf } from "../../src/operations/registry.ts"
import { resolveAll } from "../../src/operations/reverse.ts"
import { catalog } from "../../src/schema/catalog.ts"
import { sql } from "../../src/sql/sql.ts"
import { contextOf, postgres, sqlite } from "./engines.ts"
import { base, baseSchema, samples, written } from "./samples.ts"

const before = catalog(baseSchema())

function compiled(operation: Operation, context: CompileContext): readonly Step[] {
  return definitionOf(operation).compile(operation, context)
}

/** All samples with their statements, one a line, as a person would review them. */
function script(context: CompileContext): string {
  const operations = [
    ...record(base),
    ...samples.map((sample) => resolveAll([written(sample)], catalog(baseSchema()))).flat(),
  ]
  const lines = operations.flatMap((operation) => [
    `-- ${definitionOf(operation).describe(operation)}`,
    ...compiled(operation, context).map((step) => ("sql" in step ? `${step.sql};` : step.kind)),
    "",
  ])
  return lines.join("\n")
}

it("PostgreSQL, in a schema of its own", async () => {
  await expect(script(contextOf(postgres, { schema: "app", before }))).toMatchFileSnapshot(
    "compiled/postgres.sql",
  )
})

it("an engine without enums, schemas and identity, such as SQLite", async () => {
  await expect(script(contextOf(sqlite, { all: false, before }))).toMatchFileSnapshot("compiled/sqlite.sql")
})

it("binds no values in definitions", () => {
  const context = contextOf(postgres, { before })
  for (const operation of samples.map(written)) {
    for (const step of compiled(operation, context))
      expect(step).toMatchObject({ kind: "statement", parameters: [] })
  }
})

it("binds the values of raw SQL and of rows", () => {
  const [select, insert] = record((op) => {
    op.sql(sql`update ${sql.id("app", "hotels")} set code = ${"x"} where id = ${1}`)
    op.bulkInsert("billing.invoices", [{ id: 1, kind: null }, { kind: "test", id: 2 }, { id: 3 }, {}])
  })
  expect(compiled(select!, contextOf(postgres))).toEqual([
    { kind: "statement", sql: `update "app"."hotels" set code = $1 where id = $2`, parameters: ["x", 1] },
  ])
  expect(compiled(insert!, contextOf(sqlite))).toEqual([
    {
      kind: "statement",
      sql: `insert into "billing"."invoices" ("id", "kind") values (?, ?), (?, ?)`,
      parameters: [1, null, 2, "test"],
    },
    { kind: "statement", sql: `insert into "billing"."invoices" ("id") values (?)`, parameters: [3] },
    { kind: "statement", sql: `insert into "billing"."invoices" default values`, parameters: [] },
  ])
})

it("inserts as many rows at once as engines take values", () => {
  const [insert] = record((op) =>
    op.bulkInsert(
      "hotels",
      Array.from({ length: 40_000 }, (_, id) => ({ id, code: "x" })),
    ),
  )
  const counts = compiled(insert!, contextOf(postgres)).map((step) =>
    "parameters" in step ? step.parameters.length : 0,
  )
  expect(counts).toEqual([30_000, 30_000, 20_000])
})

it("hands data code on, with what a script prints in its place", () => {
  const fn = async () => {}
  const [run] = record((op) => op.run(fn, { offline: sql`select ${1}` }))
  expect(compiled(run!, contextOf(postgres))).toEqual([
    { kind: "run", fn, offline: { fragments: ["select ", ""], parts: [{ value: 1 }] } },
  ])
})
