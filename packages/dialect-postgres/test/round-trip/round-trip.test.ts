import { expect, it } from "vitest"

import { open } from "../database.ts"
import { schemas } from "./arbitrary-schema.ts"
import { count, missing, printCoverage, type Coverage } from "./coverage.ts"
import { checked, isLong, runs } from "./property.ts"
import { expectRoundTrip, inTransaction, prepare, serverOf } from "./trip.ts"

// The canonical form: what the reader says of a schema, made again from what it said, is said again.
it(
  "create, introspect, create elsewhere, introspect: equal",
  { timeout: 120_000 + runs(50) * 4000 },
  async () => {
    const db = await open({ max: 1 })
    await prepare(db)
    // A database of its own has other oids, and so another order wherever one is left to chance.
    const elsewhere = isLong ? await open({ max: 1 }) : db
    if (isLong) await prepare(elsewhere)
    const server = await serverOf(db)
    const coverage: Coverage = new Map()
    await checked(schemas(server), 50, async (schema) => {
      count(coverage, schema)
      await expectRoundTrip(schema, inTransaction(db, "home"), inTransaction(elsewhere, `Other "home"`))
    })
    if (!isLong) return
    console.log(printCoverage(coverage, server.major))
    if (runs(0) >= 500) expect(missing(coverage, server.major)).toEqual([])
  },
)
