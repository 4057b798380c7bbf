import { fileURLToPath } from "node:url"

import { createMigrator } from "@aludel/core"
import { folder } from "@aludel/core/node"
import type { Kysely } from "kysely"
import { describe, expect, it, onTestFinished } from "vitest"

import { openDatabase } from "../src/database.ts"
import schema from "../src/schema.ts"
import { engines, type Place } from "./engines.ts"

const source = folder(fileURLToPath(new URL("../migrations", import.meta.url)))

describe.each(engines)("the history on $engine", ({ place }) => {
  it("leads to what is declared, and back to nothing", async () => {
    const { migrator } = open(await place())
    expect(await migrator.upgrade()).toMatchObject({ status: "done", heads: ["20a6b9d3c58f"] })
    expect(await migrator.check()).toEqual({ findings: [] })
    expect(await migrator.upgrade()).toMatchObject({ status: "nothing", revisions: [] })
    expect(await migrator.downgrade({ to: "base" })).toMatchObject({ status: "done", heads: [] })
    expect(await migrator.current()).toEqual([])
    expect(await migrator.upgrade()).toMatchObject({ status: "done", heads: ["20a6b9d3c58f"] })
    expect(await migrator.check()).toEqual({ findings: [] })
  })

  it("keeps the conversions when their tables are dropped and recreated", async () => {
    const { migrator, db } = open(await place())
    const conversions = () => db.selectFrom("conversions").selectAll().orderBy("created_at").execute()
    const reports = () => db.selectFrom("conversion_reports").selectAll().execute()
    await migrator.upgrade({ to: "535b70e85b64" })
    await db
      .insertInto("conversions")
      .values([
        { hotel_id: 1, kind: "booking", amount: "120.00 EUR", created_at: "2026-11-18T15:00:00.000Z" },
        { hotel_id: 2, kind: "test", amount: "85.50 CHF", created_at: "2026-11-18T15:00:01.000Z" },
      ])
      .execute()
    await db.insertInto("conversion_reports").values({ conversion_id: 2 }).execute()
    const [before, reportsBefore] = [await conversions(), await reports()]

    await migrator.upgrade()
    expect((await conversions()).map((row) => ({ ...row, amount: Number(row.amount) }))).toEqual([
      {
        reference: "c-1",
        hotel_id: 1,
        kind: "booking",
        amount: 120,
        currency: "EUR",
        created_at: before[0]!.created_at,
      },
      {
        reference: "c-2",
        hotel_id: 2,
        kind: "test",
        amount: 85.5,
        currency: "CHF",
        created_at: before[1]!.created_at,
      },
    ])
    expect(await reports()).toEqual([{ reference: "c-2", reported_at: reportsBefore[0]!.reported_at }])

    await migrator.downgrade({ to: "535b70e85b64" })
    expect([await conversions(), await reports()]).toEqual([before, reportsBefore])
  })
})

function open(where: Place) {
  const { db, dialect } = openDatabase(where.url)
  onTestFinished(() => db.destroy())
  // oxlint-disable-next-line typescript/no-explicit-any -- the tables of older revisions are not those of the declared schema
  const tables = (where.schema === undefined ? db : db.withSchema(where.schema)) as unknown as Kysely<any>
  return {
    db: tables,
    migrator: createMigrator({ db, dialect, source, schema, defaultSchema: where.schema }),
  }
}
