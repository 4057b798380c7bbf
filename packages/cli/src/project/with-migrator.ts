import { loadSchema, openDatabase, scratchSettings } from "@aludel/config/node"
import { createMigrator, type Migrator } from "@aludel/core"

import { printProgress } from "../print/progress.ts"
import { actor } from "./actor.ts"
import { explainFailure } from "./connection.ts"
import type { Globals } from "./globals.ts"
import { loadProject, type Project } from "./project.ts"

/** What a command wants of a migrator besides the database. */
export interface Needs {
  /** Whether the declared schema is loaded. */
  readonly schema?: boolean
  /** Whether SQL is only printed, so that no connection is made. */
  readonly offline?: boolean
}

/** Opens the project's database, lends a migrator on it, and closes it whatever happens. */
export async function withMigrator<T>(
  globals: Globals,
  needs: Needs,
  work: (migrator: Migrator, project: Project) => Promise<T>,
): Promise<T> {
  const project = await loadProject(globals)
  const { config, source } = project
  const schema = needs.schema ? await loadSchema(config) : undefined
  const database = await openDatabase(config, { alsoFrom: import.meta.url, offline: needs.offline })
  try {
    const { history, lockTimeout, statementLockTimeout, retries, transaction } = config.settings
    const { db, dialect, defaultSchema } = database
    const scratch = needs.schema ? await scratchSettings(config, database) : undefined
    const place = { scratch, db, dialect, source, schema, defaultSchema, history }
    const how = { lockTimeout, statementLockTimeout, retries, transaction }
    const migrator = createMigrator({ ...place, ...how, actor: actor(), onEvent: printProgress(globals) })
    return await work(migrator, project)
  } catch (error) {
    throw explainFailure(error, database.url)
  } finally {
    await database.db.destroy()
  }
}
