import { AludelError, isAludelError, type AnyDatabase, type ConnectOptions } from "@aludel/core/dialect"

import { findDriver, noDriver } from "./driver.ts"
import { query } from "./query.ts"
import { whenReadable } from "./when-free.ts"
import { placeOf, type Place } from "./url.ts"

/**
 * Opens a database by its URL, with better-sqlite3 or, where that is not installed, Node's own SQLite; a file that is not
 * there is created, a folder is not. Foreign keys are acted on.
 *
 * @throws AludelError `database/url`, `dialect/not-installed`, `database/connection`; `lock/timeout` where another connection
 * keeps the database for itself
 */
export async function connect({ url, offline = false }: ConnectOptions): Promise<AnyDatabase> {
  // Offline nobody need have said which file.
  if (offline && url === "") return compileOnly()
  const place = placeOf(url)
  return offline ? compileOnly() : open(place)
}

async function open({ path, readonly }: Place): Promise<AnyDatabase> {
  const driver = await findDriver()
  if (driver === undefined) throw noDriver("dialect/not-installed")
  const { Kysely, SqliteDialect } = await import("kysely")
  const db = new Kysely({
    dialect: new SqliteDialect({ database: async () => driver.open(path, { readonly }) }),
  })
  try {
    await query(db, "pragma foreign_keys = on")
    // A pragma does not look at the file, which may be none of SQLite.
    await whenReadable(db, (connection) => query(connection, "select count(*) from sqlite_schema"))
    return db
  } catch (error) {
    await db.destroy()
    throw isAludelError(error) ? error : cannotOpen(path, error)
  }
}

function cannotOpen(path: string, error: unknown): AludelError {
  const reason = error instanceof Error ? error.message : String(error)
  const noDatabase = /not a database|malformed/.test(reason)
  return new AludelError("database/connection", `cannot open the SQLite database ${path}: ${reason}`, {
    hint: noDatabase ? "Is it the right file?" : "Does its folder exist, and may it be written to?",
    cause: error,
    details: { path },
  })
}

async function compileOnly(): Promise<AnyDatabase> {
  const { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } =
    await import("kysely")
  return new Kysely({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  })
}
