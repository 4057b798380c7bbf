import { createMigrator, defineRevision, inMemory, t } from "@aludel/core"
import { expect, it } from "vitest"

import { postgres } from "../src/index.ts"
import { open } from "./database.ts"

const hotels = defineRevision({
  id: "a1",
  parents: [],
  message: "hotels",
  upgrade(op) {
    op.createTable("hotels", { id: t.integer().identity().primaryKey(), code: t.text() })
  },
})

it.each([
  {
    name: "operation",
    upgrade: (op: Parameters<typeof hotels.upgrade>[0]) =>
      void op.bulkInsert("hotels", [{ id: 7, code: "demo" }]),
  },
  {
    name: "data code",
    upgrade: (op: Parameters<typeof hotels.upgrade>[0]) =>
      void op.run(async (db) => {
        await db.insertInto("hotels").values({ id: 7, code: "demo" }).execute()
      }),
  },
])("a value for an identity that is ALWAYS is told how to allow it: $name", async ({ upgrade }) => {
  const db = await open()
  const demo = defineRevision({ id: "b2", parents: ["a1"], message: "demo", upgrade })
  const migrator = createMigrator({ db, dialect: postgres(), source: inMemory([hotels, demo]) })
  await expect(migrator.upgrade()).rejects.toMatchObject({
    code: "run/failed",
    details: { code: "428C9" },
    hint: [
      "Use OVERRIDING SYSTEM VALUE to override.",
      "Leave the value out: the engine gives the column its values. An identity column takes others where it is declared with identity({ always: false }).",
      "Nothing of this run is left in the database. Mend the revision and run it again.",
    ].join("\n"),
  })
})
