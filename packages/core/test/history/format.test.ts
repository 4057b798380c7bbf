import { readFileSync } from "node:fs"

import { PGlite } from "@electric-sql/pglite"
import Sqlite from "better-sqlite3"
import { Kysely, PGliteDialect, sql, SqliteDialect } from "kysely"
import { expect, it } from "vitest"

import { createMigrator, inMemory } from "../../src/index.ts"
import { creates, told, type Any } from "../migrator/project.ts"

// What `aludel upgrade` of an older version had left in a database: revision a applied, b not.
const recorded = (format: number) => readFileSync(new URL(`format-${format}.sql`, import.meta.url), "utf8")

const engines: Readonly<Record<string, (script: string) => Promise<Any>>> = {
  SQLite: async (script) => {
    const database = new Sqlite(":memory:")
    database.exec(script)
    return new Kysely({ dialect: new SqliteDialect({ database }) })
  },
  PGlite: async (script) => {
    const pglite = new PGlite()
    await pglite.exec(script)
    return new Kysely({ dialect: new PGliteDialect({ pglite }) })
  },
}

it.each(Object.keys(engines))(
  "tables of format 1 are read, and brought to this format by the next run: %s",
  async (engine) => {
    const db = await engines[engine]!(recorded(1))
    const migrator = createMigrator({ db, source: inMemory([creates("a"), creates("b < a")]) })
    expect((await migrator.current()).map(({ id }) => id)).toEqual(["a"])
    expect(await sql`select format from aludel_history_control`.execute(db)).toMatchObject({
      rows: [{ format: 1 }],
    })
    expect((await migrator.upgrade()).revisions).toEqual(["b"])
    expect(await sql`select format from aludel_history_control`.execute(db)).toMatchObject({
      rows: [{ format: 2 }],
    })
    const { rows } = await sql`select id, operations from aludel_history order by id`.execute(db)
    expect(rows).toEqual([
      { id: "a", operations: null },
      {
        id: "b",
        operations: expect.stringMatching(
          /^\[\{"description":"create table table_b","hash":"[0-9a-f]{16}"\}\]$/,
        ),
      },
    ])
    expect((await migrator.downgrade({ to: "base" })).heads).toEqual([])
    await db.destroy()
  },
  60_000,
)

it("an edit of a revision that an older version applied is told, if not which operations", async () => {
  const db = await engines["SQLite"]!(recorded(1))
  const migrator = createMigrator({ db, source: inMemory([creates("a", { upgrade() {} })]) })
  expect((await migrator.current())[0]?.edited).toEqual([
    "~ its operations; which of them, was not recorded at the time",
  ])
})

it("tables of a newer format are refused before anything is read or written", async () => {
  const db = await engines["SQLite"]!(recorded(1))
  await sql`update aludel_history_control set format = 99`.execute(db)
  const migrator = createMigrator({ db, source: inMemory([creates("a"), creates("b < a")]) })
  const refused = {
    code: "history/format",
    message:
      "the history table aludel_history was written by a newer version of Aludel (format 99; this one knows formats up to 2)",
    hint: "Update @aludel/core in this project.",
  }
  for (const call of [
    migrator.upgrade(),
    migrator.current(),
    migrator.downgrade({ to: "base" }),
    migrator.stamp({ to: "head" }),
    migrator.ensureVersion(),
  ])
    expect(await told(call)).toEqual(refused)
})

it("tables that were not made to the end are completed", async () => {
  const db = await engines["SQLite"]!(recorded(1))
  await sql`drop table aludel_history_control`.execute(db)
  await sql`delete from aludel_history`.execute(db)
  await sql`drop table table_a`.execute(db)
  const migrator = createMigrator({ db, source: inMemory([creates("a")]) })
  await sql`alter table aludel_history add column operations text`.execute(db)
  expect((await migrator.upgrade()).revisions).toEqual(["a"])
})
