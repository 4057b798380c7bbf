import { createDatabase } from "@aludel/test-postgres"
import { createMigrator, defineRevision, defineSchema, inMemory, sql, t, table } from "@aludel/core"
import { expect, inject, it } from "vitest"

import { connect } from "../../src/connect.ts"
import { postgres } from "../../src/index.ts"
import { open, run } from "../database.ts"

const revisions = [
  defineRevision({
    id: "a1",
    parents: [],
    message: "hotels",
    upgrade(op) {
      op.createTable("hotels", {
        id: t.integer().primaryKey("pk_hotels"),
        made: t.timestamptz().default(sql`current_timestamp`),
      })
    },
  }),
  defineRevision({
    id: "b2",
    parents: ["a1"],
    message: "by hand",
    upgrade: (op) =>
      void op.sql(
        "create schema billing; create table billing.invoices (id integer primary key, hotel text)",
      ),
    downgrade: (op) => void op.sql("drop schema billing cascade"),
  }),
]
const schema = defineSchema({
  hotels: table("hotels", {
    id: t.integer().primaryKey(),
    made: t.timestamptz().default(sql`CURRENT_TIMESTAMP`),
  }),
  invoices: table("billing.invoices", {
    id: t.integer().primaryKey("invoices_pkey"),
    hotel: t.text().nullable(),
    paid: t.boolean().default(false),
  }),
})

it("takes what raw SQL does from a scratch, and says the same as the database", async () => {
  const url = await createDatabase(inject("postgresUrl"))
  const db = await open({ url })
  const scratch = { connect: (database: string) => connect({ url, database }) }
  const migrator = createMigrator({ db, dialect: postgres(), source: inMemory(revisions), schema, scratch })
  const changes = async (from: "revisions" | "database") =>
    (await migrator.diff({ from, to: "declared" })).changes.map(({ summary }) => summary)
  expect(await changes("revisions")).toEqual(["+ billing.invoices.paid boolean"])
  await migrator.upgrade()
  expect(await changes("database")).toEqual(["+ billing.invoices.paid boolean"])
  await run(
    db,
    "alter table hotels alter made drop not null; drop table billing.invoices; create table theirs (id integer)",
  )
  const { findings } = await migrator.check()
  expect(findings.find(({ code }) => code === "drift")?.details).toEqual([
    "alter column hotels.made (nullable)",
    "drop table billing.invoices",
  ])
})

it("asks no server offline, and says what a scratch takes then", async () => {
  const db = await postgres().connect!({ url: "", offline: true })
  const missing = Object.assign(new Error("not installed"), { code: "ERR_MODULE_NOT_FOUND" })
  const scratch = { import: async () => Promise.reject(missing) }
  const migrator = createMigrator({ db, dialect: postgres(), source: inMemory(revisions), schema, scratch })
  await expect(migrator.diff({ from: "revisions", to: "declared", offline: true })).rejects.toMatchObject({
    code: "scratch/unavailable",
    message:
      "no scratch can be made: PGlite is not installed, and the server of the run is not asked offline",
    hint: "Install @electric-sql/pglite, or set scratch.url.",
  })
  // Where nothing is hidden and nothing is spelled otherwise, none is needed.
  const { changes } = await migrator.diff({ from: "revisions:a1", to: "revisions:base", offline: true })
  expect(changes.map(({ summary }) => summary)).toEqual(["- table hotels"])
})
