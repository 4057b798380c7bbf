import { AludelError, type AnyDatabase, type ScratchOptions, type ScratchPlace } from "@aludel/core/dialect"

import { findDriver, noDriver } from "./driver.ts"
import { askLibrary, type Library } from "./library.ts"
import { query } from "./query.ts"

/**
 * Lends an empty database in memory, gone afterwards. It is opened with better-sqlite3 or Node's own SQLite, whatever the
 * caller's driver is: a library of another version may spell a few things differently.
 *
 * @throws AludelError `scratch/unavailable` where there is neither
 */
export async function scratch<T>(
  library: Library,
  options: ScratchOptions,
  work: (place: ScratchPlace) => Promise<T>,
): Promise<T> {
  refuseSchemas(options.schemas)
  const db = await memory()
  try {
    await query(db, "pragma foreign_keys = off")
    await askLibrary(library, db)
    return await work({ db })
  } finally {
    await db.destroy()
  }
}

async function memory(): Promise<AnyDatabase> {
  const driver = await findDriver()
  if (driver === undefined) throw noDriver("scratch/unavailable")
  const { Kysely, SqliteDialect } = await import("kysely")
  return new Kysely({ dialect: new SqliteDialect({ database: driver.open(":memory:") }) })
}

function refuseSchemas(schemas: readonly string[]): void {
  const [schema] = schemas.filter((name) => name !== "main")
  if (schema === undefined) return
  throw new AludelError("dialect/unsupported", `SQLite has no schemas, so "${schema}" can't be made`, {
    hint: "Declare the tables without a schema.",
  })
}
