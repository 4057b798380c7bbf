import { startPostgres, type PostgresServer } from "@aludel/test-postgres"
import { afterAll, beforeAll, expect, it } from "vitest"

import { allFaults } from "../src/faults.ts"
import { lazyPooler } from "../src/pooler.ts"
import { tally } from "../src/tally.ts"

// A sample of what `pnpm test:faults` does; about so much of each kind.
const shares: Readonly<Record<string, number>> = {
  "wire cut, upgrade": 0.006,
  "wire cut, downgrade": 0.004,
  "SIGKILL, PostgreSQL, upgrade": 0.02,
  "SIGKILL, PostgreSQL, downgrade": 0.01,
  "SIGKILL, SQLite (wal), upgrade": 0.03,
  "SIGKILL, SQLite (wal), downgrade": 0.02,
  "SIGKILL, SQLite (delete), upgrade": 0.03,
  "SIGKILL, SQLite (delete), downgrade": 0.02,
  "8 processes at once": 0.05,
  "8 processes at once, through PgBouncer": 0.05,
  "SIGKILL, through PgBouncer, upgrade": 0.02,
  "SIGKILL, through PgBouncer, downgrade": 0.01,
  "backend terminated": 0.25,
  "immediate shutdown and restart": 0.15,
  "disk full, SQLite": 0.5,
  "offline SQL of random histories, PostgreSQL": 0.03,
  "offline SQL of random histories, SQLite": 0.03,
}

let server: PostgresServer
let pooler: ReturnType<typeof lazyPooler>
beforeAll(async () => {
  server = await startPostgres({ durable: true })
  pooler = lazyPooler(server.url)
})
afterAll(async () => {
  await pooler.stop()
  await server.stop()
})

const names = allFaults({ url: "postgresql://nowhere" } as PostgresServer, async () => {
  throw new Error("nothing is asked of it yet")
}).map(({ name }) => name)

it.for(names)("%s: the next run goes on, and nothing is lost", async (name, { skip }) => {
  const faults = allFaults(server, pooler.started).find((each) => each.name === name)!
  // A bare machine may lack the pooler and the shells; where the observers are promised, their absence is a failure.
  const missing = process.env["ALUDEL_REQUIRE_OBSERVERS"] ? undefined : faults.missing?.()
  if (missing !== undefined) skip(missing)
  const { tried, losses } = await tally(faults, shares[name] ?? 1)
  expect(losses).toEqual([])
  expect(tried).toBeGreaterThan(0)
})
