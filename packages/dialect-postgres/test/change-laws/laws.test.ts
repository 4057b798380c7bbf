import { array, integer, tuple } from "fast-check"
import { expect, it } from "vitest"

import {
  countChanges,
  holes,
  printChanges,
  type ChangeCoverage,
} from "../../../core/test/changes/coverage.ts"
import { create, open } from "../database.ts"
import { schemas } from "../round-trip/arbitrary-schema.ts"
import { checked, isLong, runs } from "../round-trip/property.ts"
import { prepare, serverOf } from "../round-trip/trip.ts"
import { changedAtRandom } from "./changed.ts"
import { expectedChanges } from "./expected.ts"
import { expectLaws, home, read, rolledBack } from "./law.ts"

// Each case changes what the one before it left, three times on one random schema.
const usual = 100
const perSchema = 3

it(
  `from what random changes made of a random schema to what it was, and back, ${runs(usual) * perSchema} times: the difference leads there, and rows stay`,
  { timeout: 120_000 + runs(usual) * 6000 },
  async () => {
    const db = await open({ max: 1 })
    await prepare(db)
    const server = await serverOf(db)
    const coverage: ChangeCoverage = new Map()
    const counts = { cases: 0, withRows: 0, refused: 0 }
    const rounds = array(integer(), { minLength: perSchema, maxLength: perSchema })
    await checked(
      tuple(schemas(server, isLong ? 20 : 9, 2), rounds),
      usual,
      async ([schema, seeds]) => {
        await rolledBack(db, async (transaction) => {
          await create(transaction, schema, home)
          let to = await read(transaction)
          for (const seed of seeds) {
            const statements = await changedAtRandom(transaction, to, seed, 4)
            const from = await read(transaction)
            try {
              const seen = await expectLaws(transaction, from, to)
              counts.cases += 1
              if (seen === "refused") counts.refused += 1
              else if (seen > 0) counts.withRows += 1
            } catch (error) {
              throw new Error(statements.join(";\n"), { cause: error })
            }
            countChanges(coverage, from, to)
            countChanges(coverage, to, from)
            to = from
          }
        })
      },
      2,
    )
    if (isLong) console.log(counts, printChanges(coverage, expectedChanges(server.major)))
    if (runs(0) >= 1000) expect(holes(coverage, expectedChanges(server.major))).toEqual([])
    expect(counts.cases).toBeGreaterThanOrEqual(runs(usual) * perSchema)
    expect(counts.refused).toBeLessThan(counts.cases / 20)
    expect(counts.withRows).toBeGreaterThan(counts.cases / 2)
  },
)
