import type { AnyDatabase, ScratchOptions, ScratchPlace } from "@aludel/core/dialect"
import { PGlite } from "@electric-sql/pglite"
import { Kysely, PGliteDialect, sql } from "kysely"

// An engine takes a second to start, so one serves every scratch of the process, and is empty in between.
let engine: Promise<PGlite> | undefined

/** Lends an empty database in memory; whatever is made there is gone afterwards. */
export async function scratch<T>(
  _: AnyDatabase,
  { schemas, settings, onChoice }: ScratchOptions,
  work: (place: ScratchPlace) => Promise<T>,
): Promise<T> {
  onChoice?.("another PGlite, in memory")
  engine ??= PGlite.create()
  const pglite = await engine
  const db: AnyDatabase = new Kysely({ dialect: new PGliteDialect({ pglite }) })
  try {
    for (const name of schemas) await sql`create schema ${sql.id(name)}`.execute(db)
    const prepare = settings?.prepare
    if (typeof prepare === "string") await pglite.exec(prepare)
    else await prepare?.(db)
    return await db.connection().execute((connection) => work({ db: connection }))
  } finally {
    await empty(db)
  }
}

async function empty(db: AnyDatabase): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select nspname as name from pg_catalog.pg_namespace
    where nspname !~ '^pg_' and nspname <> 'information_schema'`.execute(db)
  for (const { name } of rows) await sql`drop schema ${sql.id(name)} cascade`.execute(db)
  await sql`create schema public`.execute(db)
}
