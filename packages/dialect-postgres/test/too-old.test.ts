import { createMigrator, inMemory } from "@aludel/core"
import { installedMajor, startPostgres } from "@aludel/test-postgres"
import { expect, it } from "vitest"

import { introspect } from "../src/introspect.ts"
import { postgres } from "../src/index.ts"
import { checkPlace, settlePlace } from "../src/reading/place.ts"
import { open } from "./database.ts"

const tooOld = (major: number) => ({
  code: "database/version",
  message: `the server is PostgreSQL ${major}, and 14 is the oldest that can be read`,
  hint: "Upgrade the server; PostgreSQL 13 and older are no longer maintained.",
})

it.each([
  [90_624, 9],
  [120_022, 12],
  [130_023, 13],
])("refuses server version %i", async (version, major) => {
  const db = await open()
  const place = await db.transaction().execute((transaction) => settlePlace(transaction, undefined, []))
  expect(() => checkPlace(place)).not.toThrow()
  expect(() => checkPlace({ ...place, version })).toThrow(expect.objectContaining(tooOld(major)))
})

// `pnpm test:postgres-all` brings it.
it("says of a server that is too old that it is", async ({ skip }) => {
  const bin = installedMajor(13)
  if (bin === undefined) return skip("PostgreSQL 13 is not in the cache of this clone")
  const server = await startPostgres({ bin })
  try {
    const db = await open({ url: server.url })
    await expect(introspect(db, { defaultSchema: "public" })).rejects.toMatchObject(tooOld(13))
    await expect(
      db.transaction().execute((transaction) => introspect(transaction, { unmodelled: true })),
    ).rejects.toMatchObject(tooOld(13))
    const migrator = createMigrator({ db, dialect: postgres(), source: inMemory([]) })
    await expect(migrator.pull()).rejects.toMatchObject(tooOld(13))
    await db.destroy()
  } finally {
    await server.stop()
  }
})
