import type { AnyDatabase, SessionOptions } from "@aludel/core/dialect"
import { quoteName } from "@aludel/core/dialect"

import { isPooled } from "./held.ts"

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
  { defaultSchema, statementLockTimeout }: Pick<SessionOptions, "defaultSchema" | "statementLockTimeout">,
): Promise<() => Promise<void>> {
  const path = defaultSchema === undefined ? [] : [{ name: "search_path", value: quoteName(defaultSchema) }]
  const settings = [...patience, ...path, ...lockTimeoutOf(statementLockTimeout)]
  const before = await current(db, [...settings, attention])
  const known = new Set(before.map(({ name }) => name))
  await set(db, present(settings, known), true)
  if (known.has(attention.name)) await tryTo(db, () => set(db, [attention], true))
  return () => set(db, before, true)
}

/**
 * Settings of a connection whose statements stand outside of any transaction: how long they wait for a lock, and that they
 * end with their client. Behind a pooler that lends a server's connection for each transaction, nothing is set, for it would
 * be set for somebody else.
 *
 * @returns puts back what was there
 */
export async function settleAlone(
  db: AnyDatabase,
  { statementLockTimeout, held }: Pick<SessionOptions, "statementLockTimeout" | "held">,
): Promise<() => Promise<void>> {
  if (isPooled(held)) return async () => {}
  const settings = lockTimeoutOf(statementLockTimeout)
  const before = await current(db, [...settings, attention])
  const known = new Set(before.map(({ name }) => name))
  await set(db, present(settings, known), false)
  if (known.has(attention.name)) await set(db, [attention], false).catch(() => {})
  return () => set(db, before, false)
}

function lockTimeoutOf(milliseconds: number | undefined): readonly Setting[] {
  return milliseconds === undefined ? [] : [{ name: "lock_timeout", value: `${milliseconds}ms` }]
}

function present(settings: readonly Setting[], known: ReadonlySet<string>): readonly Setting[] {
  return settings.filter(({ name }) => known.has(name))
}

async function current(db: AnyDatabase, settings: readonly Setting[]): Promise<readonly Setting[]> {
  const { sql } = await import("kysely")
  const { rows } = await sql<Setting>`
    select name, pg_catalog.current_setting(name) as value from pg_catalog.pg_settings
    where name in (${sql.join(settings.map(({ name }) => name))})`.execute(db)
  return rows
}

async function set(db: AnyDatabase, settings: readonly Setting[], local: boolean): Promise<void> {
  if (settings.length === 0) return
  const { sql } = await import("kysely")
  const calls = settings.map(({ name, value }) => sql`pg_catalog.set_config(${name}, ${value}, ${local})`)
  await sql`select ${sql.join(calls)}`.execute(db)
}

// A platform that can't check refuses any interval but 0, which must not end the transaction.
async function tryTo(db: AnyDatabase, work: () => Promise<void>): Promise<void> {
  const { sql } = await import("kysely")
  await sql`savepoint aludel_settings`.execute(db)
  await work().catch(() => sql`rollback to savepoint aludel_settings`.execute(db))
  await sql`release savepoint aludel_settings`.execute(db)
}
