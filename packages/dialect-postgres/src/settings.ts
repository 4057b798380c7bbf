import type { AnyDatabase } from "@aludel/core/dialect"
import { quoteName } from "@aludel/core/dialect"

// What must hold for the length of a run, where the server has the setting: it must not be cut off while data code
// thinks, and a statement must not outlive the client that sent it (14 and later, not on every platform). The bodies of
// functions may speak of what is only created after them.
const patience: readonly Setting[] = [
  { name: "idle_in_transaction_session_timeout", value: "0" },
  { name: "transaction_timeout", value: "0" },
  { name: "check_function_bodies", value: "off" },
]
const attention: Setting = { name: "client_connection_check_interval", value: "250ms" }

interface Setting {
  readonly name: string
  readonly value: string
}

/**
 * Settings of a run, for its transaction only, so that nothing leaks through a pooler.
 *
 * @returns puts back what was there, for a transaction that goes on afterwards
 */
export async function settle(
  db: AnyDatabase,
  defaultSchema: string | undefined,
): Promise<() => Promise<void>> {
  const { sql } = await import("kysely")
  const path = defaultSchema === undefined ? [] : [{ name: "search_path", value: quoteName(defaultSchema) }]
  const settings = [...patience, ...path]
  const { rows: before } = await sql<Setting>`
    select name, pg_catalog.current_setting(name) as value from pg_catalog.pg_settings
    where name in (${sql.join([...settings, attention].map(({ name }) => name))})`.execute(db)
  const known = new Set(before.map(({ name }) => name))
  const present = settings.filter(({ name }) => known.has(name))
  await set(db, present)
  if (known.has(attention.name)) await tryTo(db, () => set(db, [attention]))
  return () => set(db, before)
}

async function set(db: AnyDatabase, settings: readonly Setting[]): Promise<void> {
  const { sql } = await import("kysely")
  const calls = settings.map(({ name, value }) => sql`pg_catalog.set_config(${name}, ${value}, true)`)
  await sql`select ${sql.join(calls)}`.execute(db)
}

// A platform that can't check refuses any interval but 0, which must not end the transaction.
async function tryTo(db: AnyDatabase, work: () => Promise<void>): Promise<void> {
  const { sql } = await import("kysely")
  await sql`savepoint aludel_settings`.execute(db)
  await work().catch(() => sql`rollback to savepoint aludel_settings`.execute(db))
  await sql`release savepoint aludel_settings`.execute(db)
}
