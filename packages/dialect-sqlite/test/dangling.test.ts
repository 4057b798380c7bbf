import { createMigrator, defineRevision, inMemory } from "@aludel/core"
import { catalog } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { record } from "../../core/src/operations/recorder.ts"
import { defineSchema, foreignKey, sqlite, t, table, unique } from "../src/index.ts"
import { introspect } from "../src/introspect.ts"
import { same } from "../src/sameness.ts"
import { open, rows, run, runOperations } from "./database.ts"

const albums = table(
  "albums",
  {
    id: t.integer().primaryKey(),
    title: t.text(),
    owner: t.integer().nullable().references("users.id", { dangling: true }),
    like: t.text().nullable().references("albums.title", { dangling: true }),
    shelf: t.text().nullable(),
  },
  (c) => [
    foreignKey("fk_shelf").on(c.shelf).references("shelves", [], { dangling: true, onDelete: "cascade" }),
  ],
)

it("a foreign key that points at nothing is declared as what it is, created, and read back", async () => {
  const schema = defineSchema({ albums })["~schema"]
  const db = open()
  const source = inMemory([
    defineRevision({
      id: "a1",
      parents: [],
      message: "albums",
      created: "2026-11-24T00:00:00Z",
      upgrade: (op) =>
        op.createTable(
          "albums",
          {
            id: t.integer().primaryKey("pk_albums"),
            title: t.text(),
            owner: t.integer().nullable().references("users.id", { name: "fk_albums_owner", dangling: true }),
            like: t.text().nullable().references("albums.title", { name: "fk_albums_like", dangling: true }),
            shelf: t.text().nullable(),
          },
          () => [
            foreignKey("fk_shelf")
              .on("shelf")
              .references("shelves", [], { dangling: true, onDelete: "cascade" }),
          ],
        ),
    }),
  ])
  await createMigrator({ db, dialect: sqlite(), source }).upgrade()
  const { nodes } = await introspect(db, {
    exclude: ["aludel_history", "aludel_history_log", "aludel_history_control"],
  })
  expect(catalog({ nodes }).parts({ name: "albums" })).toEqual(catalog(schema).parts({ name: "albums" }))
})

it("without the word a schema with such a key is refused", () => {
  const plain = table("albums", { owner: t.integer().references("users.id") })
  expect(() => defineSchema({ plain })).toThrow("points at users, which is no table of the schema")
})

it("a table with one is built anew, and the key is no other when its table comes to be", async () => {
  const db = open()
  await run(
    db,
    "pragma foreign_keys = off;\ncreate table a (id integer primary key, b text references b (code));\ninsert into a values (1, null);\npragma foreign_keys = on",
  )
  const keys = async () => (await introspect(db, {})).nodes.filter(({ kind }) => kind === "foreignKey")
  const before = await keys()
  expect(before).toMatchObject([{ dangling: true }])
  await runOperations(
    db,
    record((op) => op.addConstraint("a", unique("uq").on("b")), {}),
  )
  expect(await keys()).toEqual(before)
  await run(db, "create table b (code text primary key)")
  const [after] = await keys()
  expect(after).not.toHaveProperty("dangling")
  expect(same(after!, before[0]!)).toBe(true)
  expect(await rows(db, "select * from a")).toEqual([{ id: 1, b: null }])
})

it("rows that refer to nothing by one are told, as of any other", async () => {
  const db = open()
  const change = record((op) => {
    op.createTable("a", { b: t.text().references("b.code", { dangling: true }) })
    op.bulkInsert("a", [{ b: "x" }])
  }, {})
  await expect(runOperations(db, change)).rejects.toThrow(
    "rows were left that refer to nothing by a foreign key: 1 of a to b",
  )
})
