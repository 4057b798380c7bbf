import { createMigrator, defineRevision, inMemory, type Operations } from "@aludel/core"
import { expect, it } from "vitest"

import { index, sqlite, t, unique } from "../src/index.ts"
import { open, rows, run, type Library } from "./database.ts"

const upgrade = (library: Library, made: string, write: (op: Operations) => void) => {
  const db = open(":memory:", library)
  const source = inMemory([
    defineRevision({
      id: "a1",
      parents: [],
      message: "change",
      created: "2026-11-24T00:00:00Z",
      upgrade: (op) => void write(op),
      downgrade: () => {},
    }),
  ])
  return run(db, made).then(async () => ({
    db,
    done: await createMigrator({ db, dialect: sqlite(), source })
      .upgrade()
      .then(
        () => "done",
        (error: unknown) => error,
      ),
  }))
}

const made = `create table t (id integer primary key, a text, b text);
insert into t values (1, 'x', 'y');
create view broken as select one from "no where", t`

const libraries: readonly Library[] = ["better-sqlite3", "node:sqlite"]

it.each(libraries)(
  "a broken view is in the way of no change that can go around it, with %s",
  async (library) => {
    const { db, done } = await upgrade(library, made, (op) => {
      op.dropColumn("t", "a")
      op.createTable("u", { id: t.integer().primaryKey("pk_u"), b: t.text().nullable() })
      op.addColumn("t", "c", t.text().nullable())
      op.createIndex("t", index("ix").on("c"))
      op.addConstraint("t", unique("uq").on("b"))
      op.dropTable("u")
    })
    expect(done).toBe("done")
    expect(await rows(db, "select * from t")).toEqual([{ id: 1, b: "y", c: null }])
    expect(await rows(db, "select sql from sqlite_schema where type = 'view'")).toEqual([
      { sql: `CREATE VIEW broken as select one from "no where", t` },
    ])
  },
)

it.each(libraries)("where SQLite renames nothing for it, what to do is told, with %s", async (library) => {
  const { db, done } = await upgrade(library, made, (op) => op.renameColumn("t", "a", "c"))
  expect(done).toMatchObject({
    code: "run/failed",
    message: expect.stringContaining("error in view broken: no such table: main.no where"),
    hint: expect.stringContaining("Drop the view broken before, and create it again behind"),
  })
  expect(await rows(db, "select * from t")).toEqual([{ id: 1, a: "x", b: "y" }])
})

it("a row that does not fit what its table is to be is told by the name of the table", async () => {
  const { done } = await upgrade("better-sqlite3", `${made};\ninsert into t values (2, 'x', 'z')`, (op) =>
    op.addConstraint("t", unique("uq").on("a")),
  )
  expect(done).toMatchObject({
    message: expect.stringContaining("UNIQUE constraint failed: aludel_new_t.a"),
    hint: expect.stringContaining("aludel_new_t is t while it is built anew"),
  })
})
