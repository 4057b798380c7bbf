import { fileURLToPath } from "node:url"

import { folder } from "@aludel/core/node"
import { testMigrations, type ProjectOptions } from "@aludel/core/testing"
import { postgres } from "@aludel/dialect-postgres"
import { sqlite } from "@aludel/dialect-sqlite"
import { describe, expect, inject, test } from "vitest"

import schema from "../src/schema.ts"

const shared: Omit<ProjectOptions, "dialect"> = {
  source: folder(fileURLToPath(new URL("../migrations", import.meta.url))),
  schema,
  rows: [
    {
      name: "conversions that are dropped and recreated",
      revision: "8c1f0a3be972",
      async before(db) {
        const [amount, created_at] = ["120.00 EUR", "2026-11-18T15:00:00.000Z"]
        await db
          .insertInto("conversions")
          .values({ hotel_id: 1, kind: "booking", amount, created_at })
          .execute()
      },
      async after(db) {
        const rows = await db.selectFrom("conversions").select(["reference", "amount", "currency"]).execute()
        expect(rows.map((row) => ({ ...row, amount: Number(row["amount"]) }))).toEqual([
          { reference: "c-1", amount: 120, currency: "EUR" },
        ])
      },
      async afterDowngrade(db) {
        expect(await db.selectFrom("conversions").select(["kind", "amount"]).execute()).toEqual([
          { kind: "booking", amount: "120.00 EUR" },
        ])
      },
    },
  ],
}

describe("on SQLite", () => {
  testMigrations(test, { ...shared, dialect: sqlite() })
})

describe("on PostgreSQL", () => {
  testMigrations(test, { ...shared, dialect: postgres(), url: inject("postgresUrl") })
})
