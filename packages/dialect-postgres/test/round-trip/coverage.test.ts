import { sample } from "fast-check"
import { expect, it } from "vitest"

import { open } from "../database.ts"
import { schemas } from "./arbitrary-schema.ts"
import { count, missing, type Coverage } from "./coverage.ts"
import { serverOf } from "./trip.ts"

// The attributes are listed by the types of the model: a new one does not compile until it is made or excused.
it("random schemas have every attribute of the model that the server has, or there is a reason", async () => {
  const server = await serverOf(await open({ max: 1 }))
  const coverage: Coverage = new Map()
  for (const schema of sample(schemas(server), { numRuns: 600, seed: 1 })) count(coverage, schema)
  expect(missing(coverage, server.major)).toEqual([])
})
