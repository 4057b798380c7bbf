import Sqlite from "better-sqlite3"
import { Kysely, SqliteDialect } from "kysely"

import { createMigrator, defineRevision, inMemory, isAludelError, t } from "../../src/index.ts"
import type { MigratorOptions, Revision, RevisionInput } from "../../src/index.ts"

// oxlint-disable-next-line typescript/no-explicit-any -- tables come and go
export type Any = Kysely<any>

/** An empty database in memory, through Kysely's own SQLite dialect. */
export function database(): Any {
  return new Kysely({ dialect: new SqliteDialect({ database: new Sqlite(":memory:") }) })
}

/** A revision that creates the table of its id: `a`, or `b < a`, or `m < a, b`. */
export function creates(text: string, more: Partial<RevisionInput> = {}): Revision {
  const [id = "", below = ""] = text.split("<").map((part) => part.trim())
  const parents = below === "" ? [] : below.split(",").map((parent) => parent.trim())
  return defineRevision({
    id,
    parents,
    message: `table ${id}`,
    upgrade(op) {
      op.createTable(`table_${id}`, { id: t.integer().primaryKey() })
    },
    ...more,
  })
}

/** A migrator over these revisions, with a clock that stands still. */
export function migratorOf(db: Any, revisions: readonly Revision[], options: Partial<MigratorOptions> = {}) {
  return createMigrator({
    db,
    source: inMemory(revisions),
    now: () => new Date("2026-11-18T14:49:44Z"),
    ...options,
  })
}

/** The tables that are there, those of the history left out. */
export async function tablesOf(db: Any): Promise<readonly string[]> {
  const tables = await db.introspection.getTables()
  return tables.map(({ name }) => name).filter((name) => !name.startsWith("aludel_"))
}

/** Code, message and hint of the error that something ends in. */
export async function told(
  work: Promise<unknown>,
): Promise<{ readonly code: string; readonly message: string; readonly hint: string | undefined }> {
  try {
    await work
  } catch (error) {
    if (isAludelError(error)) return { code: error.code, message: error.message, hint: error.hint }
    throw error
  }
  throw new Error("nothing was thrown")
}
