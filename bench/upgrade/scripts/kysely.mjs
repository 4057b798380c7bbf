import { promises as fs } from "node:fs"
import path from "node:path"
import { Kysely, PostgresDialect } from "kysely"
import { FileMigrationProvider, Migrator } from "kysely/migration"
import pg from "pg"

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
const db = new Kysely({ dialect: new PostgresDialect({ pool }) })
const provider = new FileMigrationProvider({ fs, path, migrationFolder: path.resolve("migrations") })
const { error } = await new Migrator({ db, provider }).migrateToLatest()
if (error) throw error
await db.destroy()
