import { createMigrator } from "@aludel/core"
import { sqlite } from "@aludel/dialect-sqlite"
import Sqlite from "better-sqlite3"
import { Kysely, SqliteDialect } from "kysely"

// Written by `aludel bundle`; not there yet when this file is checked.
// @ts-ignore
import revisions from "./migrations.ts"

const [file = ""] = process.argv.slice(2)
const db = new Kysely<never>({ dialect: new SqliteDialect({ database: new Sqlite(file) }) })
const migrator = createMigrator({
  db,
  dialect: sqlite(),
  source: revisions,
  onEvent: (event) => {
    if (event.kind === "edited") console.log("edited", event.id, event.changes)
  },
})
const { status, revisions: ran, heads } = await migrator.upgrade()
console.log(status, ran, heads)
await db.destroy()
