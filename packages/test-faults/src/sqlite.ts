import type { AnyDatabase } from "@aludel/core/dialect"
import Database from "better-sqlite3"
import { Kysely, SqliteDialect } from "kysely"

/** How a SQLite file keeps its transactions. */
export type Journal = "wal" | "delete"

/** A SQLite file, opened; whoever asks closes it. */
export function openFile(path: string, journal?: Journal): AnyDatabase {
  const database = new Database(path)
  if (journal !== undefined) database.pragma(`journal_mode = ${journal}`)
  database.pragma("foreign_keys = on")
  return new Kysely({ dialect: new SqliteDialect({ database }) })
}
