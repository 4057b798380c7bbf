import { definitionOf, type AnyDatabase, type Operation, type Schema } from "@aludel/core/dialect"
import { expect, inject, it } from "vitest"

import { diff } from "../../../core/src/diff/diff.ts"
import { asWritten, reverseAll } from "../../../core/src/operations/reverse.ts"
import { evaluated } from "../../../core/test/changes/evaluated.ts"
import { introspect } from "../../src/introspect.ts"
import { postgres } from "../../src/postgres.ts"
import { open, run } from "../database.ts"
import type { WrittenCase } from "./cases/case.ts"
import { checks } from "./cases/checks.ts"
import { columns } from "./cases/columns.ts"
import { enums } from "./cases/enums.ts"
import { foreignKeys } from "./cases/foreign-keys.ts"
import { indexes } from "./cases/indexes.ts"
import { keys } from "./cases/keys.ts"
import { objects } from "./cases/objects.ts"
import { tables } from "./cases/tables.ts"
import { runOperations } from "./run-operations.ts"

const dialect = postgres()
const home = "home"
const cases: Readonly<Record<string, readonly WrittenCase[]>> = {
  tables,
  columns,
  keys,
  foreignKeys,
  checks,
  indexes,
  enums,
  objects,
}

// Each closes with the laws: applied, the difference leads there; printed, it says the same; taken back, all is as before.
for (const [noun, ofNoun] of Object.entries(cases)) {
  it(`${noun}: ${ofNoun.length} written cases`, { timeout: 300_000 }, async () => {
    const db = await open({ max: 1 })
    // Texts are printed in other words by other versions; the operations are the same.
    const found: WrittenCase[] = []
    for (const written of ofNoun) found.push({ ...written, operations: await operationsOf(db, written) })
    expect(found).toEqual(ofNoun)
  })
}

it("are as many as there were, at least", () => {
  expect(Object.values(cases).flat().length).toBeGreaterThanOrEqual(150)
  const names = Object.entries(cases).flatMap(([noun, ofNoun]) =>
    ofNoun.map(({ name }) => `${noun}: ${name}`),
  )
  expect(new Set(names).size).toBe(names.length)
  expect(inject("postgresMajor")).toBeGreaterThanOrEqual(14)
})

async function operationsOf(db: AnyDatabase, { from, to }: WrittenCase): Promise<readonly string[]> {
  const undo = new Error("undo")
  let described: readonly string[] = []
  try {
    await db.transaction().execute(async (transaction) => {
      await run(transaction, `create schema ${home}; set local search_path to ${home}; savepoint empty`)
      await run(transaction, to)
      const wanted = await read(transaction)
      await run(transaction, "rollback to savepoint empty")
      await run(transaction, from)
      const before = await read(transaction)
      const upgrade = diff(before, wanted, dialect)
      described = upgrade.map((operation) => definitionOf(operation).describe(operation))
      expect(diff(before, before, dialect)).toEqual([])
      const downgrade = reverseAll(upgrade) as readonly Operation[]
      const printed = evaluated(upgrade, downgrade)
      expect(printed.upgrade).toEqual(upgrade.map((operation) => asWritten(operation)))
      await runOperations(transaction, printed.upgrade, { defaultSchema: home })
      expect(diff(await read(transaction), wanted, dialect)).toEqual([])
      await runOperations(transaction, printed.downgrade, { defaultSchema: home })
      expect(diff(await read(transaction), before, dialect)).toEqual([])
      throw undo
    })
  } catch (error) {
    if (error !== undo) return [`fails: ${(error as Error).message.split("\n")[0]}`]
  }
  return described
}

async function read(transaction: AnyDatabase): Promise<Schema> {
  const schemas = (await dialect.namespaces!(transaction)).filter(
    (name) => name !== home && name !== "public",
  )
  const { nodes } = await introspect(transaction, { defaultSchema: home, schemas })
  return { nodes }
}
