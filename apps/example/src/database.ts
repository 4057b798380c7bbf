import type { Dialect } from "@aludel/core/dialect"
import { postgres } from "@aludel/dialect-postgres"
import { sqlite } from "@aludel/dialect-sqlite"
import BetterSqlite3 from "better-sqlite3"
import { Kysely, PostgresDialect, SqliteDialect } from "kysely"
import pg from "pg"

import type { Database } from "./schema.ts"

/** An open database, and what Aludel has to know about its engine. */
export interface OpenDatabase {
  readonly db: Kysely<Database>
  readonly dialect: Dialect
}

/** Opens the database of a URL; whoever calls this calls `db.destroy()`. */
export function openDatabase(url: string): OpenDatabase {
  return url.startsWith("sqlite:") ? openSqlite(url.slice("sqlite:".length)) : openPostgres(url)
}

function openSqlite(path: string): OpenDatabase {
  const database = new BetterSqlite3(path)
  database.pragma("journal_mode = wal")
  database.pragma("foreign_keys = on")
  return { db: new Kysely({ dialect: new SqliteDialect({ database }) }), dialect: sqlite() }
}

function openPostgres(connectionString: string): OpenDatabase {
  const pool = new pg.Pool({ connectionString, types: { getTypeParser } })
  // A connection that breaks while nobody uses it would otherwise end the process.
  pool.on("error", (error) => console.error(`database: ${error.message}`))
  return { db: new Kysely({ dialect: new PostgresDialect({ pool }) }), dialect: postgres() }
}

// A day has no time zone: as a Date it would be another day east of Greenwich.
const day: number = pg.types.builtins.DATE
const getTypeParser: typeof pg.types.getTypeParser = (id: number, format?: "text" | "binary") =>
  id === day ? (text: string) => text : pg.types.getTypeParser(id, format)
