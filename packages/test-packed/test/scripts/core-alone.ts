// Core and Kysely, no dialect package: an application that brings its database up to date, and takes a step back.
import { createMigrator, defineRevision, inMemory, t } from "@aludel/core"
import Database from "better-sqlite3"
import { Kysely, SqliteDialect } from "kysely"

const hotels = defineRevision({
  id: "hotels",
  parents: [],
  message: "hotels",
  created: "2026-01-01T00:00:00Z",
  upgrade(op) {
    op.createTable("hotels", { id: t.integer().primaryKey(), name: t.text() })
    op.bulkInsert("hotels", [{ id: 1, name: "Ritz" }])
  },
  downgrade(op) {
    op.dropTable("hotels")
  },
})

const guests = defineRevision({
  id: "guests",
  parents: ["hotels"],
  message: "guests",
  created: "2026-01-02T00:00:00Z",
  upgrade(op) {
    op.createTable("guests", { id: t.integer().primaryKey() })
  },
  downgrade(op) {
    op.dropTable("guests")
  },
})

const file = new Database(":memory:")
const db = new Kysely({ dialect: new SqliteDialect({ database: file }) })
const migrator = createMigrator({ db, source: inMemory([hotels, guests]) })

console.log((await migrator.upgrade()).revisions, tables())
console.log((await migrator.downgrade({ to: "-1" })).revisions, tables())
console.log(file.prepare("select name from hotels").all())
await db.destroy()

function tables(): readonly unknown[] {
  const names =
    "select name from sqlite_schema where type = 'table' and name not like 'aludel%' order by name"
  return file.prepare(names).pluck().all()
}
