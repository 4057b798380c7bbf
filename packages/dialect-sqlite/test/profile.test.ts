import { DatabaseSync } from "node:sqlite"

import Database from "better-sqlite3"
import { Kysely, ParseJSONResultsPlugin, SqliteDialect } from "kysely"
import { expect, expectTypeOf, it, onTestFinished } from "vitest"

import { adapted } from "../src/driver.ts"
import { defineSchema, table, tableOptions, typesFor, t as plain, type InferDatabase } from "../src/index.ts"
import { create } from "./database.ts"

// One row of every type that drivers differ about, of the smallest whole number that a double can't hold, too.
const large = 2n ** 53n + 1n
const given = {
  id: 1,
  flag: 1,
  small: 2,
  large,
  whole: 3,
  amount: 1.5,
  price: 2,
  ratio: 0.25,
  bytes: new Uint8Array([0, 255]),
  data: '{"a":[1]}',
  at: "2026-11-18T14:49:44.000Z",
  key: "3f1c2a9e-0000-4000-8000-000000000000",
} as const

function schemaOf<T extends Pick<typeof plain, "double" | "timestamptz" | "uuid">, I, B, L, N, Y, J>(
  t: T & {
    integer(): I
    boolean(): B
    bigint(): L
    numeric(p?: number, s?: number): N
    bytes(): Y
    json(): J
  },
) {
  return {
    id: t.integer(),
    flag: t.boolean(),
    small: t.integer(),
    large: t.bigint(),
    whole: t.integer(),
    amount: t.numeric(10, 2),
    price: t.numeric(),
    ratio: t.double(),
    bytes: t.bytes(),
    data: t.json(),
    at: t.timestamptz(),
    key: t.uuid(),
  }
}

function kysely<D>(database: ConstructorParameters<typeof SqliteDialect>[0]["database"]): Kysely<D> {
  const db = new Kysely<D>({ dialect: new SqliteDialect({ database }) })
  onTestFinished(() => db.destroy())
  return db
}

it("better-sqlite3 that gives whole numbers as bigint", async () => {
  const t = typesFor({ integers: "bigint" })
  const schema = defineSchema({ rows: table("rows", schemaOf(t)) })
  const db = kysely<InferDatabase<typeof schema>>(new Database(":memory:").defaultSafeIntegers())
  await create(db, schema["~schema"])
  await db.insertInto("rows").values(given).execute()
  const row = await db.selectFrom("rows").selectAll().executeTakeFirstOrThrow()
  expectTypeOf(row).toEqualTypeOf<{
    id: bigint
    flag: bigint
    small: bigint
    large: bigint
    whole: bigint
    amount: number | bigint
    price: number | bigint
    ratio: number
    bytes: Buffer
    data: string
    at: string
    key: string
  }>()
  expect(row).toEqual({
    ...given,
    id: 1n,
    flag: 1n,
    small: 2n,
    whole: 3n,
    price: 2n,
    bytes: Buffer.from([0, 255]),
  })
})

it("node:sqlite that gives whole numbers as bigint, and bytes as Uint8Array", async () => {
  const t = typesFor({ integers: "bigint", bytes: "uint8array" })
  const schema = defineSchema({ rows: table("rows", schemaOf(t)) })
  const db = kysely<InferDatabase<typeof schema>>(
    adapted(new DatabaseSync(":memory:", { readBigInts: true })),
  )
  await create(db, schema["~schema"])
  await db.insertInto("rows").values(given).execute()
  const row = await db.selectFrom("rows").selectAll().executeTakeFirstOrThrow()
  expectTypeOf(row.large).toEqualTypeOf<bigint>()
  expectTypeOf(row.bytes).toEqualTypeOf<Uint8Array>()
  expect({ ...row }).toEqual({ ...given, id: 1n, flag: 1n, small: 2n, whole: 3n, price: 2n })
  expect(Buffer.isBuffer(row.bytes)).toBe(false)
})

it("numbers lose digits beyond 2^53 in better-sqlite3, and are refused by node:sqlite", async () => {
  const schema = defineSchema({ rows: table("rows", { large: plain.bigint() }) })
  const [better, node] = [
    kysely<InferDatabase<typeof schema>>(new Database(":memory:")),
    kysely<InferDatabase<typeof schema>>(adapted(new DatabaseSync(":memory:"))),
  ]
  for (const db of [better, node]) {
    await create(db, schema["~schema"])
    await db.insertInto("rows").values({ large }).execute()
  }
  expect(await better.selectFrom("rows").selectAll().execute()).toEqual([{ large: 2 ** 53 }])
  await expect(node.selectFrom("rows").selectAll().execute()).rejects.toThrow(
    "Value is too large to be represented as a JavaScript number: 9007199254740993",
  )
})

it("JSON that Kysely's plugin has parsed", async () => {
  const t = typesFor({ json: "parsed" })
  const schema = defineSchema({ rows: table("rows", { data: t.json<{ a: number[] }>() }) })
  const db = kysely<InferDatabase<typeof schema>>(new Database(":memory:"))
  await create(db, schema["~schema"])
  await db.insertInto("rows").values({ data: given.data }).execute()
  const row = await db
    .withPlugin(new ParseJSONResultsPlugin())
    .selectFrom("rows")
    .selectAll()
    .executeTakeFirstOrThrow()
  expectTypeOf(row.data).toEqualTypeOf<{ a: number[] }>()
  expect(row).toEqual({ data: { a: [1] } })
})

it("a schema whose tables are strict, but for one that says otherwise", async () => {
  const first = table("first", { id: plain.integer().primaryKey(), data: plain.json() })
  const loose = table("loose", { amount: plain.numeric(10, 2) }, () => [tableOptions({ strict: false })])
  const schema = defineSchema({ first, loose }, { strict: true })
  expectTypeOf(schema).toEqualTypeOf(defineSchema({ first, loose }))
  expect(schema["~schema"].nodes.filter(({ kind }) => kind === "table")).toEqual([
    { kind: "table", name: "first", strict: true },
    { kind: "table", name: "loose" },
  ])
  const db = kysely<InferDatabase<typeof schema>>(new Database(":memory:"))
  await create(db, schema["~schema"])
  await expect(
    db
      .insertInto("first")
      .values({ id: 1, data: new Uint8Array() as never })
      .execute(),
  ).rejects.toThrow("cannot store BLOB value in TEXT column first.data")
  const wrong = defineSchema({ wrong: table("wrong", { amount: plain.numeric(10, 2) }) }, { strict: true })
  await expect(create(db, wrong["~schema"])).rejects.toMatchObject({
    code: "dialect/unsupported",
    message: "wrong.amount is numeric(10,2), which a strict table does not take",
  })
})
