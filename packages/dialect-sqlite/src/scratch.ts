import {
  AludelError,
  quoteName,
  type AnyDatabase,
  type ScratchOptions,
  type ScratchPlace,
} from "@aludel/core/dialect"

import { findDriver, noDriver, type OpenedDatabase } from "./driver.ts"
import { askLibrary, type Library } from "./library.ts"
import { query } from "./query.ts"

/**
 * Lends an empty database in memory, gone afterwards, with one attached for every schema that will be used. It is opened with better-sqlite3 or Node's own SQLite, whatever the
 * caller's driver is: a library of another version may spell a few things differently.
 *
 * @throws AludelError `scratch/unavailable` where there is neither, or `settings.prepare` fails
 */
export async function scratch<T>(
  library: Library,
  options: ScratchOptions,
  work: (place: ScratchPlace) => Promise<T>,
): Promise<T> {
  const { db, database } = await memory()
  try {
    await query(db, "pragma foreign_keys = off")
    for (const name of options.schemas)
      if (name !== "main") await query(db, `attach ':memory:' as ${quoteName(name)}`)
    await askLibrary(library, db)
    await prepare(options, db, database)
    return await work({ db, execute: async (text) => void database.exec(text) })
  } finally {
    await db.destroy()
  }
}

async function memory(): Promise<{ readonly db: AnyDatabase; readonly database: OpenedDatabase }> {
  const driver = await findDriver()
  if (driver === undefined) throw noDriver("scratch/unavailable")
  const { Kysely, SqliteDialect } = await import("kysely")
  const database = driver.open(":memory:")
  return { db: new Kysely({ dialect: new SqliteDialect({ database }) }), database }
}

async function prepare(
  { settings }: ScratchOptions,
  db: AnyDatabase,
  database: OpenedDatabase,
): Promise<void> {
  try {
    if (typeof settings?.prepare === "string") database.exec(settings.prepare)
    else await settings?.prepare?.(db)
  } catch (cause) {
    throw new AludelError("scratch/unavailable", `\`scratch.prepare\` failed: ${(cause as Error).message}`, {
      hint: "Correct what it does; it runs in an empty database, before anything is created there.",
      cause,
    })
  }
}
