import type { AnyDatabase } from "@aludel/core/dialect"

import { codeOf } from "./kind.ts"
import { prefix, timeOf } from "./names.ts"

/** How old an orphan must be, in seconds: what is younger may be between its creation and its first connection. */
const oldAge = 3600

/**
 * Drops the temporary databases that crashed runs left behind: known by their name, older than an hour, with nobody
 * connected but the server's own autovacuum, which makes room for who drops. What another role made stays, unless this one may drop it.
 */
export async function sweep(db: AnyDatabase): Promise<void> {
  const { sql } = await import("kysely")
  const { rows } = await sql<{ readonly name: string; readonly now: string }>`
    select d.datname::text as name, pg_catalog.floor(extract(epoch from pg_catalog.now()))::text as now
    from pg_catalog.pg_database d
    where pg_catalog.starts_with(d.datname::text, ${prefix})
      and not exists (select from pg_catalog.pg_stat_activity a
        where a.datid = d.oid and a.backend_type is distinct from 'autovacuum worker')`.execute(db)
  for (const { name, now } of rows) {
    const made = timeOf(name)
    if (made === undefined || Number(now) - made < oldAge) continue
    try {
      // Without force: whoever connected since then is at work there.
      await sql`drop database if exists ${sql.id(name)}`.execute(db)
    } catch (error) {
      if (codeOf(error) === undefined) throw error
    }
  }
}

/** Drops a database; who is still connected after the server waited for them (5 s) is cut off. */
export async function dropDatabase(db: AnyDatabase, name: string): Promise<void> {
  const { sql } = await import("kysely")
  try {
    await sql`drop database if exists ${sql.id(name)}`.execute(db)
  } catch (error) {
    if (codeOf(error) !== "55006") throw error
    await sql`drop database if exists ${sql.id(name)} with (force)`.execute(db)
  }
}
