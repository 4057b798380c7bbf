import {
  databaseAddress,
  loadSchema,
  openDatabase,
  proveOn,
  scratchSettings,
  type LoadedConfig,
} from "@aludel/config/node"
import { createMigrator, type Migrator } from "@aludel/core"

import { printProgress } from "../print/progress.ts"
import { actor } from "./actor.ts"
import { explainFailure } from "./connection.ts"
import type { Globals } from "./globals.ts"
import { whileSignalsAbort } from "./signals.ts"
import { loadProject, type Project } from "./project.ts"

/** What a command wants of a migrator besides the database. */
export interface Needs {
  /** Whether the declared schema is loaded. */
  readonly schema?: boolean
  /** Whether a scratch may be opened. Default: where a schema is loaded. */
  readonly scratch?: boolean
  /** Whether it is a run, whose events are the data that `--json` prints. Default: false. */
  readonly events?: boolean
  /** Whether no connection is made; `where no database is configured`: only there. */
  readonly offline?: boolean | "where no database is configured" | undefined
}

/** A project that was opened. */
export interface OpenedProject extends Project {
  /** Whether the database is not there to be asked. */
  readonly offline: boolean
}

/** Opens the project's database, lends a migrator on it, and closes it whatever happens. */
export async function withMigrator<T>(
  globals: Globals,
  needs: Needs,
  work: (migrator: Migrator, project: OpenedProject, signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  const project = await loadProject(globals)
  const { config, source } = project
  const schema = needs.schema ? await loadSchema(config) : undefined
  const offline = await isOffline(config, needs)
  const database = await openDatabase(config, { alsoFrom: import.meta.url, offline })
  try {
    const { autogenerate, history, lockTimeout, statementLockTimeout, retries, transaction } = config.settings
    const { db, dialect, defaultSchema } = database
    const mayScratch = needs.scratch ?? needs.schema ?? false
    const scratch = mayScratch ? await scratchSettings(config, database) : undefined
    const place = { scratch, db, dialect, source, schema, defaultSchema, history, autogenerate }
    const { session, onRevision } = config.settings
    const how = { lockTimeout, statementLockTimeout, retries, transaction, session, onRevision }
    const alsoFrom = import.meta.url
    const migrator = createMigrator({
      ...place,
      ...how,
      proveOn: () => proveOn(config, alsoFrom),
      actor: actor(),
      onEvent: printProgress(globals, { events: needs.events }),
    })
    const opened = { ...project, offline }
    // A driver that blocks the process leaves no handler a chance: there the system's default action ends it.
    if (offline || dialect?.interruptible !== true) return await work(migrator, opened, undefined)
    return await whileSignalsAbort((signal) => work(migrator, opened, signal))
  } catch (error) {
    throw explainFailure(error, database.url)
  } finally {
    await database.db.destroy()
  }
}

async function isOffline(config: LoadedConfig, { offline = false }: Needs): Promise<boolean> {
  if (typeof offline === "boolean") return offline
  return config.settings.db === undefined && (await databaseAddress(config)).url === undefined
}
