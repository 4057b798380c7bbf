import { isAludelError, type AnyDatabase, type Operation, type Schema } from "@aludel/core/dialect"
import { integer, tuple } from "fast-check"
import { expect, it } from "vitest"

import { diff } from "../../../core/src/diff/diff.ts"
import { asWritten, reverseAll } from "../../../core/src/operations/reverse.ts"
import {
  countChanges,
  holes,
  printChanges,
  type ChangeCoverage,
} from "../../../core/test/changes/coverage.ts"
import { evaluated } from "../../../core/test/changes/evaluated.ts"
import { introspect } from "../../src/introspect.ts"
import { postgres } from "../../src/postgres.ts"
import { create, open, run } from "../database.ts"
import { schemas } from "../round-trip/arbitrary-schema.ts"
import { checked, isLong, runs } from "../round-trip/property.ts"
import { prepare, serverOf } from "../round-trip/trip.ts"
import { changedAtRandom } from "./changed.ts"
import { expectedChanges } from "./expected.ts"
import { runOperations } from "./run-operations.ts"

const dialect = postgres()
const home = "home"

it(
  "from what random changes made of a random schema to that schema, and back: the difference leads there",
  { timeout: 120_000 + runs(60) * 4000 },
  async () => {
    const db = await open({ max: 1 })
    await prepare(db)
    const server = await serverOf(db)
    const coverage: ChangeCoverage = new Map()
    const counts = { ran: 0, refused: 0 }
    await checked(
      tuple(schemas(server, 24), integer()),
      60,
      async ([schema, seed]) => {
        await rolledBack(db, async (transaction) => {
          await create(transaction, schema, home)
          const to = await read(transaction)
          const statements = await changedAtRandom(transaction, to, seed, 4)
          const from = await read(transaction)
          expect(diff(from, from, dialect)).toEqual([])
          const upgrade = diff(from, to, dialect)
          const downgrade = reverseAll(upgrade) as readonly Operation[]
          const printed = evaluated(upgrade, downgrade)
          expect(printed.upgrade).toEqual(upgrade.map((operation) => asWritten(operation)))
          expect(printed.downgrade).toEqual(downgrade.map((operation) => asWritten(operation)))
          try {
            await runOperations(transaction, printed.upgrade, home)
            expect(diff(await read(transaction), to, dialect)).toEqual([])
            await runOperations(transaction, printed.downgrade, home)
            expect(diff(await read(transaction), from, dialect)).toEqual([])
          } catch (error) {
            if (!isRefused(error)) throw new Error(statements.join(";\n"), { cause: error })
            counts.refused += 1
            return
          }
          counts.ran += 1
          countChanges(coverage, from, to)
          countChanges(coverage, to, from)
        })
      },
      2,
    )
    if (isLong) console.log(counts, printChanges(coverage, expectedChanges(server.major)))
    if (runs(0) >= 1000) expect(holes(coverage, expectedChanges(server.major))).toEqual([])
    expect(counts.ran).toBeGreaterThan(counts.refused * 4)
  },
)

// What PostgreSQL has no words for is told, and a value that an enum just got can't be used in the transaction of these cases;
// how values become those of a type that nothing is cast to is asked of a person.
function isRefused(error: unknown): boolean {
  if (isAludelError(error)) return error.code === "dialect/unsupported"
  return ["55P04", "42846", "42804"].includes(String((error as { code?: string }).code))
}

async function read(transaction: AnyDatabase): Promise<Schema> {
  const schemas = (await dialect.namespaces!(transaction)).filter((name) => name !== home)
  const { nodes } = await introspect(transaction, { defaultSchema: home, schemas })
  return { nodes }
}

async function rolledBack(db: AnyDatabase, work: (transaction: AnyDatabase) => Promise<void>): Promise<void> {
  const undo = new Error("undo")
  try {
    await db.transaction().execute(async (transaction) => {
      await run(
        transaction,
        `create schema ${home}; set local search_path to ${home}; set local check_function_bodies to off`,
      )
      await work(transaction)
      throw undo
    })
  } catch (error) {
    if (error !== undo) throw error
  }
}
