// Core and a dialect, no command: a script that generates a revision from a declared schema and runs it.
import { createMigrator, defineSchema, t, table } from "@aludel/core"
import { folder } from "@aludel/core/node"
import { postgres } from "@aludel/dialect-postgres"
import { sqlite } from "@aludel/dialect-sqlite"
import Database from "better-sqlite3"
import { Kysely, SqliteDialect } from "kysely"

const schema = defineSchema({ hotels: table("hotels", { id: t.integer().primaryKey(), name: t.text() }) })
const db = new Kysely({ dialect: new SqliteDialect({ database: new Database("app.db") }) })
const migrator = createMigrator({ db, dialect: sqlite(), source: folder("migrations"), schema })

console.log((await migrator.revision({ message: "hotels", id: "hotels", autogenerate: true })).id)
console.log((await migrator.upgrade()).revisions)
console.log((await migrator.current()).map(({ id, head }) => ({ id, head })))
console.log((await migrator.check()).findings)
console.log(postgres().name, "loads without its driver")
await db.destroy()
