import type { Kysely } from "kysely"
import { expect, expectTypeOf, it } from "vitest"

import { defineSchema, t, table, type InferDatabase } from "../src/index.ts"
import { create, open } from "./database.ts"

const kind = t.enum("kind", ["booking", "request"])
const values = table("values", {
  id: t.bigint().identity().primaryKey(),
  bool: t.boolean(),
  big: t.bigint(),
  amount: t.numeric(10, 2),
  at: t.timestamptz(),
  day: t.date(),
  data: t.json(),
  bytes: t.bytes(),
  kind: kind().default("request"),
})
const schema = defineSchema({ values, kind })

it("types are what better-sqlite3 gives and takes", async () => {
  const db: Kysely<InferDatabase<typeof schema>> = open()
  await create(db, schema["~schema"])
  const given = {
    bool: 1,
    big: 2n ** 40n,
    amount: 1.1,
    at: "2026-11-18T14:49:44.000Z",
    day: "2026-11-18",
    data: '{"a":[1]}',
    bytes: new Uint8Array([0, 255]),
  }
  await db.insertInto("values").values(given).execute()
  const row = await db.selectFrom("values").selectAll().executeTakeFirstOrThrow()
  expectTypeOf(row).toEqualTypeOf<{
    id: number
    bool: number
    big: number
    amount: number
    at: string
    day: string
    data: string
    bytes: Buffer
    kind: "booking" | "request"
  }>()
  expect(row).toEqual({ ...given, id: 1, big: 2 ** 40, bytes: Buffer.from([0, 255]), kind: "request" })
})
