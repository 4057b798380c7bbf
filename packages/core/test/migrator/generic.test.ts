import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { PGlite } from "@electric-sql/pglite"
import Sqlite from "better-sqlite3"
import { Kysely, PGliteDialect, SqliteDialect } from "kysely"
import { describe, expect, it } from "vitest"

import { createMigrator, defineRevision, inMemory, t } from "../../src/index.ts"
import { genericDialect } from "../../src/dialect/generic.ts"
import { conformance } from "../../src/testing/index.ts"

// Core and Kysely alone: no dialect package, so everything that an engine says differently must be found out.

const folder = mkdtempSync(join(tmpdir(), "aludel-generic-"))

describe("better-sqlite3 through Kysely's own dialect", () => {
  const open = async (name: string) => {
    const db = new Kysely<never>({
      dialect: new SqliteDialect({
        // Who holds the lock is in this process and can't go on while another waits in SQLite: the run itself waits.
        database: new Sqlite(join(folder, `${name.replaceAll(/\W+/g, "_")}.db`), { timeout: 0 }),
      }),
    })
    return { db, close: () => db.destroy() }
  }
  it.each(conformance({ dialect: genericDialect, open }))("$name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })
})

describe("PGlite, an engine that no package of ours knows", () => {
  const pglite = new PGlite()
  const opened = new Set<string>()
  const open = async (name: string) => {
    // One instance takes seconds to start, so a case gets an empty schema instead of one of its own.
    if (!opened.has(name)) await pglite.exec("drop schema public cascade; create schema public")
    opened.add(name)
    const db = new Kysely<never>({ dialect: new PGliteDialect({ pglite }) })
    return { db, close: async () => {} }
  }
  it.each(conformance({ dialect: genericDialect, open }))("$name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })
})

it("runs inside a transaction of the caller's and commits nothing", async () => {
  const db = new Kysely<{ hotels: { id: number } }>({
    dialect: new SqliteDialect({ database: new Sqlite(":memory:") }),
  })
  const create = defineRevision({
    id: "a1",
    parents: [],
    message: "hotels",
    upgrade(op) {
      op.createTable("hotels", { id: t.integer().primaryKey() })
    },
  })
  const undo = new Error("undo")
  const work = db.transaction().execute(async (transaction) => {
    expect((await createMigrator({ db: transaction, source: inMemory([create]) }).upgrade()).status).toBe(
      "done",
    )
    expect(await transaction.selectFrom("hotels").selectAll().execute()).toEqual([])
    throw undo
  })
  await expect(work).rejects.toBe(undo)
  expect(await createMigrator({ db, source: inMemory([create]) }).current()).toEqual([])
  await db.destroy()
})
