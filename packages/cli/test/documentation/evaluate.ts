// `evaluate FILE…`: imports each schema and revision, records what a revision declares, and prints by path what came of it as JSON; where a
// revision follows `a1`, also the SQL that it is on each engine behind the revision `a1.ts` beside it.
import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"

import { createMigrator, inMemory, isAludelError, type Dialect, type Revision } from "@aludel/core"
import { postgres } from "@aludel/dialect-postgres"
import { sqlite } from "@aludel/dialect-sqlite"

import { record } from "../../../core/src/operations/recorder.ts"
import { isRevision } from "../../../core/src/revisions/revision.ts"

const engines: readonly { readonly dialect: Dialect; readonly url: string }[] = [
  { dialect: postgres(), url: "postgres://localhost/app" },
  { dialect: sqlite(), url: "sqlite::memory:" },
]

const results: Record<string, { readonly problem?: string; readonly sql?: string }> = {}
for (const path of process.argv.slice(2)) results[path] = await evaluated(path)
process.stdout.write(JSON.stringify(results))

async function evaluated(path: string): Promise<{ readonly problem?: string; readonly sql?: string }> {
  try {
    const exported = await exportOf(path)
    if (!isRevision(exported)) return {}
    const revision = exported
    const db = await engines[0]?.dialect.connect?.({ url: engines[0].url, offline: true })
    record(revision.upgrade, { db })
    if (revision.downgrade !== undefined) record(revision.downgrade, { db })
    const base = join(dirname(path), "a1.ts")
    if (revision.parents[0] !== "a1" || !existsSync(base)) return {}
    return { sql: await sqlOf([(await exportOf(base)) as Revision, revision]) }
  } catch (error) {
    return { problem: String(error) }
  }
}

async function exportOf(path: string): Promise<unknown> {
  return ((await import(pathToFileURL(path).href)) as { readonly default: unknown }).default
}

async function sqlOf(revisions: readonly Revision[]): Promise<string> {
  const parts: string[] = []
  for (const { dialect, url } of engines)
    parts.push(`-- ${dialect.name}\n${await sqlOn(dialect, url, revisions)}`)
  return parts.join("\n")
}

async function sqlOn(dialect: Dialect, url: string, revisions: readonly Revision[]): Promise<string> {
  const db = await dialect.connect?.({ url, offline: true })
  if (db === undefined) throw new Error(`${dialect.name} can't connect`)
  try {
    const migrator = createMigrator({ db, dialect, source: inMemory(revisions) })
    const script = await migrator.sql({ from: "a1", to: "b2" })
    const lines = script.slice(script.indexOf("-- Running upgrade")).split("\n").slice(1)
    const statements = lines.slice(
      0,
      lines.findIndex((line) => line.startsWith('insert into "aludel_history"')),
    )
    return statements.length === 0 ? "-- nothing" : statements.join("\n")
  } catch (error) {
    // Which revision it is says nothing on a page.
    if (isAludelError(error)) return `-- refused: ${error.message.replace(/^revision \w+: /, "")}`
    throw error
  }
}
