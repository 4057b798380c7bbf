import type { AnyDatabase, Dialect } from "@aludel/core/dialect"
import { createMigrator, inMemory, type Migrator, type MigratorOptions, type Revision } from "@aludel/core"
import { sql } from "kysely"

/** A database, and what revisions are for it. */
export interface Subject {
  readonly db: AnyDatabase
  readonly dialect: Dialect
  readonly revisions: readonly Revision[]
}

/** A migrator over a subject. */
export function migratorOf(
  { db, dialect, revisions }: Subject,
  options: Partial<MigratorOptions> = {},
): Migrator {
  return createMigrator({ db, dialect, source: inMemory(revisions), ...options })
}

/** All that a database holds besides the history: its schema, whether its indexes are valid, its rows. */
export async function contents({ db, dialect }: Subject): Promise<string> {
  const exclude = ["aludel_history", "aludel_history_log", "aludel_history_control"]
  const schema = await dialect.introspect!(db, { exclude, unmodelled: true })
  const tables = schema.nodes.filter((node) => node.kind === "table").map(({ name }) => name)
  const rows = await Promise.all(
    tables.map(async (name) => (await sql`select * from ${sql.table(name)} order by 1`.execute(db)).rows),
  )
  const invalid = dialect.name === "PostgreSQL" ? await invalidIndexes(db) : []
  return JSON.stringify({ ...schema, rows, invalid }, undefined, 1)
}

async function invalidIndexes(db: AnyDatabase): Promise<readonly unknown[]> {
  return (await sql`select indexrelid::regclass::text as name from pg_index where not indisvalid`.execute(db))
    .rows
}

/** What was recorded of each revision: `a1 upgrade`, once for every row that says it has finished. */
async function finishes({ db }: Subject): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly line: string }>`
    select revision || ' ' || direction as line from aludel_history_log where event = 'finished'`.execute(db)
  return rows.map(({ line }) => line).toSorted()
}

/** What is begun and not over. */
async function begun(subject: Subject): Promise<readonly string[]> {
  const found = await migratorOf(subject).current()
  return found.filter(({ partial }) => partial !== undefined).map(({ id }) => id)
}

/** Which end a history is brought to. */
export type Way = "upgrade" | "downgrade"

/** Runs to an end of a history. */
export async function go(migrator: Migrator, way: Way): Promise<void> {
  if (way === "upgrade") await migrator.upgrade()
  else await migrator.downgrade({ to: "base" })
}

/**
 * What is wrong with a database that was brought to an end of a history; nothing if it is as if nothing had happened.
 *
 * @param expected its contents where nothing happened
 */
export async function wrongWith(subject: Subject, way: Way, expected: string): Promise<string | undefined> {
  const faults: string[] = []
  const open = await begun(subject)
  if (open.length > 0) faults.push(`${open.join(", ")} is begun and not over`)
  const recorded = (await finishes(subject)).filter((line) => line.endsWith(way))
  const wanted = subject.revisions.map(({ id }) => `${id} ${way}`).toSorted()
  if (recorded.join() !== wanted.join()) faults.push(`the log has ${recorded.join(", ")}`)
  const found = await contents(subject)
  if (found !== expected) faults.push(`the contents differ: ${firstDifference(found, expected)}`)
  return faults.length === 0 ? undefined : faults.join("; ")
}

function firstDifference(found: string, expected: string): string {
  const lines = found.split("\n")
  const others = expected.split("\n")
  const at = lines.findIndex((line, place) => line !== others[place])
  return at === -1
    ? `${others.length - lines.length} lines are missing`
    : `${lines[at]?.trim()}, not ${others[at]?.trim()}`
}
