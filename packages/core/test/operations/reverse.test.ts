import { expect, it } from "vitest"

import { definitionOf, kinds } from "../../src/operations/registry.ts"
import { record } from "../../src/operations/recorder.ts"
import { resolveAll, reverseAll } from "../../src/operations/reverse.ts"
import type { Operation } from "../../src/operations/definition.ts"
import { catalog, inOrder } from "../../src/schema/catalog.ts"
import type { Schema } from "../../src/schema/model.ts"
import { base, baseSchema, dialectSamples, samples, written } from "./samples.ts"

const cases = [...samples, ...dialectSamples].map((sample) => ({
  sample,
  name: definitionOf(written(sample)).describe(written(sample)),
}))

// A dropped and added column stands at the end, as in the engines.
function sorted({ nodes }: Schema): readonly unknown[] {
  return inOrder(nodes.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)))
}

it.each(cases)(
  "$name: reversed twice it is itself, and undone it leaves the schema as before",
  ({ sample }) => {
    const schema = baseSchema()
    const after = catalog(schema)
    const [resolved] = resolveAll([written(sample)], after)
    const reversed = definitionOf(resolved!).reverse(resolved!) as Operation
    expect(reversed).not.toHaveProperty("irreversible")
    expect(definitionOf(reversed).reverse(reversed)).toEqual(resolved)
    // `if not exists` may have created nothing; its reverse takes away what was there.
    if ("ifNotExists" in resolved!) return
    definitionOf(reversed).apply(reversed, after)
    expect(sorted(after.schema())).toEqual(sorted(schema))
  },
)

it("resolving twice changes nothing", () => {
  for (const sample of samples) {
    const [resolved] = resolveAll([written(sample)], catalog(baseSchema()))
    expect(resolveAll([resolved!], catalog(baseSchema()))).toEqual([resolved])
  }
})

it("has a sample of every kind that has a reverse", () => {
  const sampled = new Set([...samples, ...dialectSamples].map((sample) => written(sample).kind))
  expect(Object.keys(kinds).filter((kind) => !sampled.has(kind))).toEqual([
    "validateConstraint",
    "sql",
    "run",
    "bulkInsert",
  ])
})

it("takes a whole revision back, the last operation first", () => {
  const start = catalog()
  const reversed = reverseAll(resolveAll(record(base), start)) as readonly Operation[]
  expect(reversed.map((operation) => definitionOf(operation).describe(operation))).toEqual([
    "drop trigger tr_hotels on hotels",
    "drop view billing.bills",
    "drop table billing.invoices",
    "drop table hotels",
    "drop enum conversion_kind",
    "drop schema billing",
  ])
  resolveAll(reversed, start)
  expect(start.schema()).toEqual({ nodes: [] })
})

it("takes the look at the rows back by making the constraint anew", () => {
  const start = catalog(baseSchema())
  const constraint = {
    kind: "check",
    table: "hotels",
    name: "ck",
    expression: "true",
    notValid: true,
  } as const
  start.set(constraint)
  const before = start.schema()
  const [resolved] = resolveAll([written((op) => op.validateConstraint("hotels", "ck"))], start)
  expect(start.schema()).not.toEqual(before)
  const reversed = reverseAll([resolved!]) as readonly Operation[]
  expect(reversed.map(({ kind }) => kind)).toEqual(["dropConstraint", "addConstraint"])
  resolveAll(reversed, start)
  expect(start.schema()).toEqual(before)
})

it("says why something can't be taken back", () => {
  const operations = record((op) => {
    op.createSchema("a")
    op.run(async () => {})
  })
  expect(reverseAll(operations)).toEqual({ irreversible: "it runs data code" })
})
