import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { createMigrator, decided, defineSchema, index, sql, t, table } from "@aludel/core"
import { folder } from "@aludel/core/node"
import { expect, it } from "vitest"

import { postgres } from "../src/index.ts"
import { open, rows, run } from "./database.ts"

// What every dialect generates is in its conformance suite; here stands what only PostgreSQL has.

const hotels = table("hotels", { id: t.integer().identity().primaryKey(), code: t.text() })
const source = () => folder(mkdtempSync(join(tmpdir(), "aludel-autogenerate-")))

it("drops nothing that it did not make, and lists it", async () => {
  const db = await open()
  const migrator = createMigrator({
    db,
    dialect: postgres(),
    source: source(),
    schema: defineSchema({ hotels }),
  })
  await migrator.revision({ message: "from", autogenerate: true })
  await migrator.upgrade()
  await run(
    db,
    `create table foreign_table (id integer); create index by_hand on hotels (code); alter table hotels add by_hand text;
    create rule by_rule as on delete to hotels do instead nothing`,
  )
  expect(await migrator.revision({ message: "nothing", autogenerate: true })).toEqual({
    parents: expect.any(Array),
    summary: [],
    unmanaged: [
      "table foreign_table",
      "column hotels.by_hand",
      "index hotels.by_hand",
      "rule by_rule on hotels",
    ],
  })
})

it("adds a value to an enum and takes it back, with the defaults and predicates that name its values", async () => {
  const db = await open()
  const files = source()
  const migratorFor = (...values: [string, ...string[]]) => {
    const kind = t.enum("room_kind", values)
    const rooms = table("rooms", { id: t.integer().primaryKey(), kind: kind().default("single") }, (c) => [
      index("ix_rooms_kind")
        .on(c.kind)
        .where(sql`kind <> 'single'`),
    ])
    return createMigrator({ db, dialect: postgres(), source: files, schema: defineSchema({ rooms }) })
  }
  await migratorFor("single", "double").revision({ message: "from", autogenerate: true })
  await migratorFor("single", "double").upgrade()
  await run(db, "insert into rooms values (1, 'double')")
  const wider = migratorFor("single", "twin", "double")
  const { summary } = await wider.revision({ message: "to", autogenerate: true, ask: decided([]) })
  expect(summary).toEqual(["~ enum room_kind: single, twin, double"])
  await wider.upgrade()
  expect((await wider.check()).findings).toEqual([])
  await wider.downgrade({ to: "-1" })
  expect((await migratorFor("single", "double").check()).findings).toEqual([
    expect.objectContaining({ code: "not-up-to-date" }),
  ])
  expect(await rows(db, "select kind from rooms")).toEqual([{ kind: "double" }])
  expect(
    await rows(db, "select pg_get_expr(indpred, indrelid) as p from pg_index where indpred is not null"),
  ).toEqual([{ p: "(kind <> 'single'::room_kind)" }])
})

it.each([undefined, "app"])(
  "changes what lies in another schema, default schema %s",
  async (defaultSchema) => {
    const db = await open()
    const files = source()
    const migratorFor = (...values: [string, ...string[]]) => {
      const kind = t.enum("billing.kind", values)
      const invoices = table("billing.invoices", {
        id: t.integer().primaryKey(),
        hotel_id: t.integer().references(() => hotels.id),
        kind: kind().default("a"),
        "Odd name": t.numeric(8 + values.length, values.length).nullable(),
      })
      return createMigrator({
        db,
        dialect: postgres(),
        source: files,
        defaultSchema,
        schema: defineSchema({ hotels, invoices }),
      })
    }
    await migratorFor("a", "b").revision({ message: "from", autogenerate: true })
    await migratorFor("a", "b").upgrade()
    const wider = migratorFor("a", "b", "c")
    const { summary } = await wider.revision({ message: "to", autogenerate: true })
    expect(summary).toEqual(["~ enum billing.kind: a, b, c", "~ billing.invoices.Odd name: numeric(11,3)"])
    await wider.upgrade()
    expect((await wider.check()).findings).toEqual([])
    await wider.downgrade({ to: "base" })
    expect(await rows(db, "select from pg_namespace where nspname ~ '^(billing|aludel_scratch)'")).toEqual([])
  },
)
