import type { ColumnType, Generated, GeneratedAlways, Kysely } from "kysely"
import { expect, expectTypeOf, it } from "vitest"

import { defineSchema, sql, t, table, type InferDatabase } from "../src/index.ts"
import { introspect } from "../src/introspect.ts"
import { create, open, run } from "./database.ts"

const mood = t.enum("mood", ["good", "bad"])
const things = table("things", {
  id: t.bigint().identity().primaryKey("pk_things"),
  small: t.smallint(),
  large: t.bigint(),
  amount: t.numeric(10, 2),
  any_amount: t.numeric().nullable(),
  share: t.double(),
  rough: t.real(),
  flag: t.boolean().default(true),
  name: t.varchar(20),
  mail: t.citext(),
  key: t.uuid().default(sql`gen_random_uuid()`),
  at: t.timestamptz().default(sql`now()`),
  local: t.timestamp(),
  day: t.date(),
  clock: t.time(),
  doc: t.jsonb<{ readonly a: readonly number[] }>(),
  raw: t.bytes(),
  host: t.inet(),
  tags: t.array(t.text()),
  numbers: t.array(t.integer()).nullable(),
  moods: t.array(mood()).$type<string>(),
  mood: mood().default("good"),
  span: t.type<string>("int4range"),
  wide: t.type<number>("Double Precision".toLowerCase()),
})
const schema = defineSchema({ mood, things })
type Database = InferDatabase<typeof schema>

type When = ColumnType<Date, Date | string, Date | string>
type Exact = ColumnType<string, string | number, string | number>

it("types columns by what pg gives and takes", () => {
  expectTypeOf<Database["things"]>().toEqualTypeOf<{
    id: GeneratedAlways<string>
    small: number
    large: ColumnType<string, string | number | bigint, string | number | bigint>
    amount: Exact
    any_amount: ColumnType<string | null, string | number | null | undefined, string | number | null>
    share: number
    rough: number
    flag: Generated<boolean>
    name: string
    mail: string
    key: Generated<string>
    at: ColumnType<Date, Date | string | undefined, Date | string>
    local: When
    day: When
    clock: string
    doc: ColumnType<{ readonly a: readonly number[] }, string, string>
    raw: ColumnType<Buffer, Uint8Array, Uint8Array>
    host: string
    tags: ColumnType<string[], readonly string[], readonly string[]>
    numbers: ColumnType<number[] | null, readonly number[] | null | undefined, readonly number[] | null>
    moods: string
    mood: Generated<"good" | "bad">
    span: string
    wide: number
  }>()
})

it("creates what it declares, and pg gives what the types say", async () => {
  const db = await open({ max: 1 })
  await run(db, `create extension citext`)
  await create(db, schema["~schema"])

  const read = (await introspect(db)).nodes.filter((node) => node.kind === "column")
  const declared = schema["~schema"].nodes.filter((node) => node.kind === "column")
  const typeOf = ({ name, type }: { readonly name: string; readonly type: string }) => [name, type]
  expect(read.map(typeOf)).toEqual(declared.map(typeOf))

  const typed: Kysely<Database> = db
  const row = await typed
    .insertInto("things")
    .values({
      small: 1,
      large: 9_007_199_254_740_993n,
      amount: "12.50",
      share: 0.5,
      rough: 0.25,
      name: "n",
      mail: "A@b",
      local: "2026-11-18 10:00",
      day: "2026-11-18",
      clock: "10:00",
      doc: JSON.stringify({ a: [1, 2] }),
      raw: new Uint8Array([1, 255]),
      host: "10.0.0.1",
      tags: ["a", "b"],
      moods: "{good}",
      span: "[1,3)",
      wide: 2.5,
    })
    .returningAll()
    .executeTakeFirstOrThrow()

  expect(row).toEqual({
    id: "1",
    small: 1,
    large: "9007199254740993",
    amount: "12.50",
    any_amount: null,
    share: 0.5,
    rough: 0.25,
    flag: true,
    name: "n",
    mail: "A@b",
    key: expect.stringMatching(/^[0-9a-f-]{36}$/),
    at: expect.any(Date),
    local: new Date("2026-11-18 10:00"),
    day: new Date(2026, 10, 18),
    clock: "10:00:00",
    doc: { a: [1, 2] },
    raw: Buffer.from([1, 255]),
    host: "10.0.0.1",
    tags: ["a", "b"],
    numbers: null,
    moods: "{good}",
    mood: "good",
    span: "[1,3)",
    wide: 2.5,
  })
})
