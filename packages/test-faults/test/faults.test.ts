import { startPostgres, type PostgresServer } from "@aludel/test-postgres"
import { afterAll, beforeAll, expect, it } from "vitest"

import { allFaults } from "../src/faults.ts"
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
  "backend terminated": 0.25,
  "immediate shutdown and restart": 0.15,
  "disk full, SQLite": 0.5,
}

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres({ durable: true })
})
afterAll(() => server.stop())

const names = allFaults({ url: "postgresql://nowhere" } as PostgresServer).map(({ name }) => name)

it.each(names)("%s: the next run goes on, and nothing is lost", async (name) => {
  const faults = allFaults(server).find((each) => each.name === name)!
  const { tried, losses } = await tally(faults, shares[name] ?? 1)
  expect(losses).toEqual([])
  expect(tried).toBeGreaterThan(0)
})
