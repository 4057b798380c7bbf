import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import {
  createMigrator,
  decided,
  defineSchema,
  index,
  sql,
  t,
  table,
  unique,
  type Decision,
} from "@aludel/core"
import type { DeclaredSchema } from "@aludel/core"
import { folder } from "@aludel/core/node"
import { describe, expect, it } from "vitest"

import { postgres } from "../src/index.ts"
import { open, rows, run } from "./database.ts"

// oxlint-disable-next-line typescript/no-explicit-any -- declared schemas of any shape
type Any = DeclaredSchema<any>

const id = () => t.integer().identity().primaryKey()
const hotels = (more: Parameters<typeof table>[1] = {}) =>
  table("hotels", { id: id(), code: t.text(), ...more })

const cases: readonly {
  name: string
  from: Any
  to: Any
  decisions?: readonly Decision[]
  summary: readonly string[]
}[] = [
  {
    name: "a nullable column",
    from: defineSchema({ hotels: hotels() }),
    to: defineSchema({ hotels: hotels({ note: t.text().nullable() }) }),
    summary: ["+ hotels.note text"],
  },
  {
    name: "a NOT NULL column, filled as the answer says",
    from: defineSchema({ hotels: hotels() }),
    to: defineSchema({ hotels: hotels({ stars: t.integer() }) }),
    decisions: [{ kind: "fill", table: "hotels", column: "stars", answer: "length(code)" }],
    summary: ["+ hotels.stars integer"],
  },
  {
    name: "a renamed column keeps its rows",
    from: defineSchema({ hotels: hotels({ old_name: t.text().default("kept") }) }),
    to: defineSchema({ hotels: hotels({ name: t.text().default("kept").renamedFrom("old_name") }) }),
    summary: ["~ rename column hotels.old_name to name"],
  },
  {
    name: "a type, a default and a nullability at once",
    from: defineSchema({ hotels: hotels({ stars: t.integer().default(3) }) }),
    to: defineSchema({ hotels: hotels({ stars: t.bigint().nullable() }) }),
    summary: ["~ hotels.stars: bigint, null, no default"],
  },
  {
    name: "constraints and indexes of a table that stays",
    from: defineSchema({ hotels: hotels() }),
    to: defineSchema({
      hotels: table("hotels", { id: id(), code: t.text() }, (c) => [
        unique().on(c.code),
        index("ix_hotels_lower")
          .on(sql`lower(code)`)
          .where(sql`code <> ''`),
      ]),
    }),
    summary: ["+ unique constraint uq_hotels_code on hotels", "+ index ix_hotels_lower on hotels"],
  },
  {
    name: "a table dropped, as the answer says",
    from: defineSchema({ hotels: hotels(), guests: table("guests", { id: id(), name: t.text() }) }),
    to: defineSchema({ hotels: hotels() }),
    decisions: [{ kind: "dropTable", table: "guests", answer: true }],
    summary: ["- table guests"],
  },
  {
    name: "a table in a ring",
    from: defineSchema({ hotels: hotels() }),
    to: ring(),
    summary: expect.arrayContaining(["+ table rooms"]) as never,
  },
]

function ring(): Any {
  const a = table("hotels", {
    id: id(),
    code: t.text(),
    best_id: t
      .integer()
      .nullable()
      .references((): never => b.id as never),
  })
  const b = table("rooms", { id: id(), hotel_id: t.integer().references(() => a.id) })
  return defineSchema({ a, b })
}

describe.each(cases)("$name", ({ from, to, decisions = [], summary }) => {
  it.each([undefined, "billing"])(
    "is generated, applied and taken back, in schema %s",
    async (defaultSchema) => {
      const db = await open()
      const source = folder(mkdtempSync(join(tmpdir(), "aludel-autogenerate-")))
      const migratorFor = (schema: Any) =>
        createMigrator({ db, dialect: postgres(), source, schema, defaultSchema })
      await migratorFor(from).revision({ message: "from", autogenerate: true })
      await migratorFor(from).upgrade()
      await run(db, `insert into ${defaultSchema ?? "public"}.hotels (code) values ('abc')`)
      const before = await snapshot(db, defaultSchema)

      const written = await migratorFor(to).revision({
        message: "to",
        autogenerate: true,
        ask: decided(decisions),
      })
      expect(written.summary).toEqual(summary)
      await migratorFor(to).upgrade()
      expect((await migratorFor(to).check()).findings).toEqual([])
      expect(await rows(db, `select code from ${defaultSchema ?? "public"}.hotels`)).toEqual([
        { code: "abc" },
      ])

      await migratorFor(to).downgrade({ to: "-1" })
      expect(await snapshot(db, defaultSchema)).toEqual(before)
    },
  )
})

it("drops nothing that it did not make, and lists it", async () => {
  const db = await open()
  const source = folder(mkdtempSync(join(tmpdir(), "aludel-autogenerate-")))
  const migrator = createMigrator({
    db,
    dialect: postgres(),
    source,
    schema: defineSchema({ hotels: hotels() }),
  })
  await migrator.revision({ message: "from", autogenerate: true })
  await migrator.upgrade()
  await run(
    db,
    "create table foreign_table (id integer); create index by_hand on hotels (code); alter table hotels add by_hand text",
  )
  expect(await migrator.revision({ message: "nothing", autogenerate: true })).toEqual({
    parents: expect.any(Array),
    summary: [],
    unmanaged: ["table foreign_table", "column hotels.by_hand", "index hotels.by_hand"],
  })
})

async function snapshot(
  db: Parameters<typeof rows>[0],
  defaultSchema: string | undefined,
): Promise<readonly unknown[]> {
  const schema = await postgres().introspect!(db, { defaultSchema })
  return schema.nodes
    .filter((node) => !JSON.stringify(node).includes("aludel_history"))
    .map((node) => JSON.stringify(node))
    .toSorted()
}
