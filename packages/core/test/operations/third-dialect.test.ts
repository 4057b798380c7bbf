import { PGlite } from "@electric-sql/pglite"
import { Kysely, PGliteDialect, type Transaction } from "kysely"
import { afterAll, beforeAll, expect, it } from "vitest"

import type { Operation } from "../../src/operations/definition.ts"
import { record } from "../../src/operations/recorder.ts"
import { definitionOf } from "../../src/operations/registry.ts"
import { resolveAll } from "../../src/operations/reverse.ts"
import { catalog, type Catalog } from "../../src/schema/catalog.ts"
import { contextOf } from "./engines.ts"
import { base, baseSchema, samples, written } from "./samples.ts"

// A dialect of Kysely's that no package of ours knows: the default compilers must do.
type Database = Readonly<Record<string, Readonly<Record<string, unknown>>>>
let db: Kysely<Database>

beforeAll(async () => {
  db = new Kysely({ dialect: new PGliteDialect({ pglite: await PGlite.create() }) })
  await execute(record(base).filter(isOfTables), db, catalog())
}, 60_000)

afterAll(() => db.destroy())

/** What PostgreSQL rightly refuses: something stands on it, or rows and defaults have the value. */
const refused = new Set([
  "drop table hotels",
  "drop schema billing",
  "drop enum conversion_kind",
  "create schema billing",
])

const cases = samples
  .map((sample) => ({ sample, name: definitionOf(written(sample)).describe(written(sample)) }))
  .filter(
    ({ name, sample }) =>
      isOfTables(written(sample)) &&
      !refused.has(name) &&
      !(name === "alter enum conversion_kind" && JSON.stringify(written(sample)).includes('["request"]')),
  )

/** Whether no dialect is needed: nobody else knows views and triggers. */
function isOfTables(operation: Operation): boolean {
  return !("object" in operation || "type" in operation || JSON.stringify(operation).includes('"defined"'))
}

it.each(cases)("$name, and back", async ({ sample }) => {
  const there = rolledBack(async (connection) => {
    const before = catalog(baseSchema())
    const after = catalog(baseSchema())
    const [resolved] = resolveAll([written(sample)], after)
    await execute([resolved!], connection, before)
    await execute([definitionOf(resolved!).reverse(resolved!) as Operation], connection, after)
  })
  await expect(there).resolves.toBeUndefined()
})

it("fills rows that exist, and replaces NULLs", async () => {
  await rolledBack(async (connection) => {
    await connection.insertInto("hotels").values({ code: "a", stars: null }).execute()
    const before = catalog(baseSchema())
    const operations = samples.map(written).filter((operation) => "fill" in operation)
    await execute(resolveAll(operations, catalog(baseSchema())), connection, before)
    expect(await connection.selectFrom("hotels").select(["code", "city", "stars"]).execute()).toEqual([
      { code: "a", city: "here", stars: 1 },
    ])
  })
})

async function execute(
  operations: readonly Operation[],
  connection: Kysely<Database>,
  before: Catalog,
): Promise<void> {
  const context = contextOf(connection, { before })
  for (const operation of operations) {
    for (const step of definitionOf(operation).compile(operation, context)) {
      if (step.kind === "statement")
        await connection.executeQuery({
          ...step,
          query: { kind: "RawNode" } as never,
          queryId: { queryId: "test" },
        })
    }
  }
}

async function rolledBack(work: (connection: Transaction<Database>) => Promise<void>): Promise<void> {
  const undo = new Error("undo")
  const ended = db.transaction().execute(async (connection) => {
    await work(connection)
    throw undo
  })
  await expect(ended).rejects.toBe(undo)
}
