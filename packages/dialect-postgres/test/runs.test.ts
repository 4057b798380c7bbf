import { createMigrator, defineRevision, inMemory, sql, t, type Operations } from "@aludel/core"
import type { AnyDatabase } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { introspect } from "../src/introspect.ts"
import { postgres } from "../src/postgres.ts"
import { open, rows, run } from "./database.ts"
import { inOrder } from "./migrate.ts"

function migrator(db: AnyDatabase, ...upgrades: readonly ((op: Operations) => void)[]) {
  const revisions = upgrades.map((upgrade, index) =>
    defineRevision({
      id: `r${index}`,
      parents: index === 0 ? [] : [`r${index - 1}`],
      message: "change",
      upgrade,
    }),
  )
  return createMigrator({ db, dialect: postgres(), source: inMemory(revisions) })
}

const hotels = (op: Operations) =>
  op.createTable("hotels", { id: t.integer().identity().primaryKey("pk"), code: t.text() })

const opaque = (op: Operations) => op.sql(sql`alter table hotels add rooms integer`)

it.each([
  {
    name: "a table",
    rename: (op: Operations) => op.renameTable("hotels", "inns"),
    said: "rename table hotels to inns",
  },
  {
    name: "a column",
    rename: (op: Operations) => op.renameColumn("hotels", "id", "number"),
    said: "rename column hotels.id to number",
  },
])(
  "refuses to write what follows the renaming of $name behind SQL that says no effect",
  async ({ rename, said }) => {
    const db = await open({ max: 1 })
    await expect(migrator(db, hotels, opaque, rename).sql({})).rejects.toMatchObject({
      code: "operation/offline",
      message: `"${said}" needs to know the schema, which the raw SQL of revision r1 hides`,
      hint: "Say what that SQL does: op.sql(…, { effect: […] }), or run the upgrade online.",
    })
  },
)

it("writes what follows a renaming, as a run does it", async () => {
  const changes = [
    hotels,
    (op: Operations) =>
      op.sql(sql`alter table hotels add rooms integer`, {
        effect: (known) => known.addColumn("hotels", "rooms", t.integer().nullable()),
      }),
    (op: Operations) => op.renameTable("hotels", "inns"),
    (op: Operations) => op.renameColumn("inns", "id", "number"),
  ]
  const [online, offline] = [await open({ max: 1 }), await open({ max: 1 })]
  await migrator(online, ...changes).upgrade()
  await run(offline, await migrator(offline, ...changes).sql({}))
  const said = await introspect(online)
  expect(inOrder(await introspect(offline))).toEqual(inOrder(said))
  expect(said.nodes).toContainEqual(
    expect.objectContaining({ kind: "column", table: "inns", name: "number", identity: { always: true } }),
  )
})

it("makes anew what stands on something that was renamed in the same run", async () => {
  const db = await open({ max: 1 })
  const first = (op: Operations) => {
    op.createEnum("kind", ["a", "b", "c"])
    op.createTable("hotels", {
      id: t.integer(),
      kind: t
        .enum("kind", ["a", "b", "c"])()
        .default(sql`'a'::kind`),
    })
    op.createObject("view", "v", { definition: sql`select kind from hotels where kind = 'a'::kind` })
    op.sql(sql`insert into hotels values (1)`, { effect: [] })
  }
  await migrator(db, first).upgrade()
  await migrator(db, first, (op) => {
    op.alterColumn("hotels", "id", { type: t.bigint() })
    op.renameEnum("kind", "sort")
    op.renameObject("view", "v", "w")
    op.alterEnum("sort", ["c", "a"])
  }).upgrade()
  expect(await rows(db, `select kind from w`)).toEqual([{ kind: "a" }])
})

it("gives rights back around several columns that are altered in one statement", async () => {
  const db = await open({ max: 1 })
  const first = (op: Operations) => {
    op.createTable("hotels", { id: t.integer(), rooms: t.integer() })
    op.createObject("view", "v", { definition: sql`select id, rooms from hotels` })
    op.sql(sql`grant select on v to pg_monitor`, { effect: [] })
  }
  await migrator(db, first).upgrade()
  await migrator(db, first, (op) => {
    op.alterColumn("hotels", "id", { type: t.bigint() })
    op.alterColumn("hotels", "rooms", { type: t.bigint() })
  }).upgrade()
  expect(await rows(db, `select has_table_privilege('pg_monitor', 'v', 'select') as may`)).toEqual([
    { may: true },
  ])
})
