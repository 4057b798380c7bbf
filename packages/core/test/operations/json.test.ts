import * as fc from "fast-check"
import { expect, it } from "vitest"

import {
  canonicalText,
  decode,
  operationsHash,
  storable,
  textHash,
  type HashedRevision,
} from "../../src/operations/json.ts"
import { record } from "../../src/operations/recorder.ts"
import type { Operations } from "../../src/operations/registry.ts"
import { t } from "../../src/schema/t.ts"
import { sql } from "../../src/sql/sql.ts"

it("is canonical: sorted, without what is absent, with tags", () => {
  const value = {
    b: 1n,
    a: new Date(0),
    c: Uint8Array.of(0, 255),
    d: undefined,
    e: [null, undefined, true, { $bigint: "1" }, { $bigint: "1", x: 1 }],
  }
  expect(canonicalText(value)).toBe(
    `{"a":{"$date":"1970-01-01T00:00:00.000Z"},"b":{"$bigint":"1"},"c":{"$bytes":"AP8="},"e":[null,null,true,{"$object":{"$bigint":"1"}},{"$bigint":"1","x":1}]}`,
  )
})

it("reads back what it wrote", () => {
  const leaf = fc.oneof(
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
    fc.bigInt(),
    fc.boolean(),
    fc.constant(null),
    fc.date({ noInvalidDate: true }),
    fc.uint8Array(),
  )
  const key = fc
    .oneof(fc.string(), fc.constantFrom("$bigint", "$date", "$bytes", "$object"))
    .filter((name) => name !== "__proto__")
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie("value")),
      fc.dictionary(key, tie("value"), { noNullPrototype: true }),
    ),
  }))
  fc.assert(
    fc.property(value, (sample) => {
      expect(decode(canonicalText(sample))).toEqual(sample)
    }),
  )
})

it("stores operations, but not data code nor what has no text", () => {
  const operations = record((op) => {
    op.sql(sql`select ${1n}`)
    op.bulkInsert("x", [{ at: new Date(0), bytes: Uint8Array.of(1) }])
    op.dropTable("x")
  })
  const stored = storable(operations) as { operations: typeof operations }
  expect(decode(canonicalText(stored.operations))).toEqual(operations)
  expect(storable(record((op) => op.run(async () => {})))).toEqual({ reason: "it runs data code" })
  expect(storable(record((op) => op.bulkInsert("x", [{ n: Number.NaN }])))).toEqual({
    reason: "NaN can't be stored as JSON",
  })
})

const plain: HashedRevision = {
  id: "535b70e85b64",
  parents: ["b", "a"],
  dependsOn: [],
  upgrade: record((op) => op.createTable("hotels", { id: t.integer() })),
  downgrade: "derived",
}
const changed = (change: Partial<HashedRevision>) => ({ ...plain, ...change })
const body = (write: (op: Operations) => void) => changed({ upgrade: record(write) })

const hashes: readonly { name: string; a: HashedRevision; b: HashedRevision; equal: boolean }[] = [
  { name: "the order of parents", a: plain, b: changed({ parents: ["a", "b"] }), equal: true },
  { name: "a default written out", a: plain, b: changed({ transaction: true }), equal: true },
  { name: "another parent", a: plain, b: changed({ parents: ["a"] }), equal: false },
  {
    name: "a parent that becomes a dependency",
    a: changed({ parents: ["a"], dependsOn: ["b"] }),
    b: plain,
    equal: false,
  },
  { name: "no transaction", a: plain, b: changed({ transaction: false }), equal: false },
  {
    name: "a downgrade written out",
    a: plain,
    b: changed({ downgrade: record((op) => op.dropTable("hotels")) }),
    equal: false,
  },
  {
    name: "another column",
    a: plain,
    b: body((op) => op.createTable("hotels", { id: t.bigint() })),
    equal: false,
  },
  {
    name: "a name of the convention written out",
    a: body((op) => op.createTable("x", { id: t.integer().primaryKey() })),
    b: body((op) => op.createTable("x", { id: t.integer().primaryKey("pk_x") })),
    equal: true,
  },
  {
    name: "other code in op.run",
    a: body((op) => op.run(async () => {})),
    b: body((op) => op.run(async (db) => db.introspection.getTables())),
    equal: true,
  },
  {
    name: "op.run in another place",
    a: body((op) => (op.dropSchema("a"), op.run(async () => {}))),
    b: body((op) => (op.run(async () => {}), op.dropSchema("a"))),
    equal: false,
  },
  {
    name: "other raw SQL",
    a: body((op) => op.sql("select 1")),
    b: body((op) => op.sql("select 2")),
    equal: false,
  },
]

it.each(hashes)("hashes: $name", async ({ a, b, equal }) => {
  expect((await operationsHash(a)) === (await operationsHash(b))).toBe(equal)
})

it("never changes its mind about a hash", async () => {
  expect(await operationsHash(plain)).toBe("c75c8635f457963e8ec9559265cbaa4d089a26f154f59d9c695a18f836d92795")
})

it("hashes text whatever its line ends", async () => {
  expect(await textHash("a\r\nb\rc\n")).toBe(await textHash("a\nb\nc\n"))
  expect(await textHash("a")).toBe("ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb")
})
