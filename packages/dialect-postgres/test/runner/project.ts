import {
  createMigrator,
  defineRevision,
  inMemory,
  type Migrator,
  type MigratorOptions,
  type Revision,
  type RevisionInput,
} from "@aludel/core"
import { isAludelError, type AnyDatabase } from "@aludel/core/dialect"

import { postgres } from "../../src/postgres.ts"
import { rows } from "../database.ts"

/** A revision of the line `a`, `b`, `c`…: each has the letter before it as its parent. */
export function revision(
  id: string,
  upgrade: RevisionInput["upgrade"],
  more: Partial<RevisionInput> = {},
): Revision {
  const parents = id === "a" ? [] : [String.fromCharCode(id.charCodeAt(0) - 1)]
  return defineRevision({ id, parents, message: `revision ${id}`, upgrade, ...more })
}

/** A migrator over these revisions. */
export function migratorOf(
  db: AnyDatabase,
  revisions: readonly Revision[],
  options: Partial<MigratorOptions> = {},
): Migrator {
  return createMigrator({ db, dialect: postgres(), source: inMemory(revisions), ...options })
}

/** The indexes of a table by name, and whether they are valid. */
export async function indexes(db: AnyDatabase, table: string): Promise<readonly string[]> {
  const found = (await rows(
    db,
    `select c.relname || case when i.indisvalid then '' else ' (invalid)' end as name from pg_index i
      join pg_class c on c.oid = i.indexrelid where i.indrelid = pg_catalog.to_regclass('${table}') order by 1`,
  )) as readonly { readonly name: string }[]
  return found.map(({ name }) => name)
}

/** What the log says of each revision, in order: `a finished`. */
export async function logged(db: AnyDatabase): Promise<readonly string[]> {
  const found = (await rows(
    db,
    `select revision, event, detail from aludel_history_log order by ctid`,
  )) as readonly { readonly revision: string | null; readonly event: string }[]
  return found.map(({ revision: id, event }) => `${id ?? "run"} ${event}`)
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
