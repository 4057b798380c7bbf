import { createDatabase, installedMajor, installMajor, startPostgres } from "@aludel/test-postgres"
import { Client } from "pg"
import { expect, inject, it, onTestFinished } from "vitest"

import { open } from "../database.ts"
import { schemas } from "./arbitrary-schema.ts"
import { dump, pgDumpMajor } from "./pg-dump.ts"
import { checked, runs } from "./property.ts"
import { inDatabase, serverOf } from "./trip.ts"

// An observer that is not ours: what the reader said of a database makes another one that pg_dump can't tell from it.
it(
  "pg_dump sees the same in a database made from what was read",
  { timeout: 120_000 + runs(4) * 8000 },
  async (test) => {
    const url = await serverFor(pgDumpMajor())
    if (url === undefined) return test.skip("no pg_dump, or no server of its major version")
    const server = await serverOf(await open({ url, max: 1 }))
    const made = async (schema: Parameters<typeof inDatabase>[1]) => {
      const database = await createDatabase(url)
      const read = await inDatabase(database, schema)
      return { read, dumped: await dump(database), drop: () => dropDatabase(url, database) }
    }
    await checked(schemas(server), 4, async (schema) => {
      const once = await made(schema)
      const twice = await made(once.read)
      expect(twice.dumped).toEqual(once.dumped)
      await once.drop()
      await twice.drop()
    })
  },
)

/** A server that pg_dump reads: the one of the test run, or one that is started for it. */
async function serverFor(major: number | undefined): Promise<string | undefined> {
  const isPromised = process.env["ALUDEL_REQUIRE_OBSERVERS"] !== undefined
  if (major === undefined) {
    if (isPromised) throw new Error("pg_dump is not installed")
    return undefined
  }
  const running = inject("postgresUrl")
  if ((await serverOf(await open({ url: running, max: 1 }))).major === major) return running
  const bin = isPromised ? installMajor(major) : installedMajor(major)
  if (bin === undefined) return undefined
  const server = await startPostgres({ bin })
  onTestFinished(() => server.stop())
  return server.url
}

async function dropDatabase(url: string, database: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`drop database ${new URL(database).pathname.slice(1)} with (force)`)
  } finally {
    await client.end()
  }
}
