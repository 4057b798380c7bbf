import type { AnyDatabase, Dialect, ScratchSettings } from "../dialect/dialect.ts"
import { exists, type Engine } from "../dialect/generic.ts"
import type { SessionHook } from "../dialect/session-hook.ts"
import type { Target } from "../execution/compile.ts"
import { execute } from "../execution/execute.ts"
import type { Surroundings } from "../execution/surroundings.ts"
import { readApplied, type AppliedRevision } from "../history/applied.ts"
import { readFormat, upgradeHistory } from "../history/format.ts"
import { readAttempts, type Attempt } from "../history/journal.ts"
import type { LogContext } from "../history/log.ts"
import { missingRevision, recordedHeads, standing, type Standing } from "../history/missing.ts"
import {
  createHistory,
  existingTables,
  historyExists,
  tablesFormat,
  type HistoryTables,
} from "../history/tables.ts"
import { toolVersion } from "../history/version.ts"
import { headsOf } from "../revisions/applied.ts"
import type { RevisionGraph } from "../revisions/graph.ts"
import type { RunEvent } from "./event.ts"
import type { RevisionHook } from "./revision-hook.ts"
import type { Loader } from "./prepare.ts"

/**
 * How many transactions a run has: one for all of it, one for each revision, or (`false`) one for each operation, `sql` and
 * `run` having none.
 */
export type TransactionMode = "run" | "revision" | false

/** Everything that a run is handed. */
export interface RunContext {
  readonly db: AnyDatabase
  readonly dialect: Dialect
  readonly graph: RevisionGraph
  readonly loader: Loader
  readonly tables: HistoryTables
  readonly defaultSchema?: string | undefined
  readonly lockTimeout?: number | undefined
  readonly statementLockTimeout?: number | undefined
  readonly retries?: number | undefined
  readonly transaction?: TransactionMode | undefined
  /** What became of a step that stood alone and was interrupted, where nothing else can tell. */
  readonly interrupted?: "done" | "not-done" | undefined
  readonly signal?: AbortSignal | undefined
  readonly actor?: string | undefined
  readonly scratch?: ScratchSettings | undefined
  readonly session?: SessionHook | undefined
  readonly onRevision?: RevisionHook | undefined
  /** The schema around operations. Default: it is read from the database, in each transaction anew. */
  readonly surroundings?: Surroundings | undefined
  onEvent(event: RunEvent): void
  now(): Date
}

/** Who runs, for the log of one run. */
export function logContext({ actor, now }: Pick<RunContext, "actor" | "now">): LogContext {
  return { run: globalThis.crypto.randomUUID(), actor, toolVersion, now }
}

/** The applied revisions as recorded, and what those without a file mean. */
export interface HistoryState extends Standing {
  readonly applied: ReadonlyMap<string, AppliedRevision>
  /** The revisions that were begun in pieces and are not over. */
  readonly attempts: ReadonlyMap<string, Attempt>
}

/**
 * Reads the history; without history tables nothing is applied. Writes nothing.
 *
 * @throws AludelError `history/format` where a newer version of Aludel made the tables
 */
export async function readHistory({
  db,
  dialect,
  graph,
  tables,
}: Pick<RunContext, "db" | "dialect" | "graph" | "tables">): Promise<HistoryState> {
  const plain = db.withoutPlugins()
  const there = await historyExists(dialect, plain, tables)
  if (there) await readFormat(plain, tables)
  const applied = there ? await readApplied(plain, tables) : new Map<string, AppliedRevision>()
  const attempts = there ? await readAttempts(plain, tables) : new Map<string, Attempt>()
  return { applied, attempts, ...standing(graph, applied) }
}

/** The heads of the database: by the files, or, where they know less, by what is recorded. */
export function databaseHeads(
  graph: RevisionGraph,
  { known, ahead, applied }: HistoryState,
): readonly string[] {
  return ahead.length > 0 ? recordedHeads(applied) : headsOf(graph, known)
}

/**
 * Refuses a history that holds revisions which no file has and which nothing explains.
 *
 * @throws AludelError `history/missing-revision`
 */
export function refuseLost({ lost, applied }: HistoryState): void {
  if (lost.length > 0) throw missingRevision(lost, applied)
}

/**
 * Creates the schema of the run, the schema of the history and its tables, where they are missing, and brings tables of an
 * older format to this one. Runs under the lock.
 *
 * @throws AludelError `history/format` where a newer version of Aludel made the tables
 */
export async function ensureHistory(
  context: Pick<RunContext, "db" | "dialect" | "tables" | "defaultSchema">,
  target: Target,
): Promise<void> {
  const { dialect, tables, defaultSchema } = context
  for (const name of new Set([defaultSchema, tables.schema])) {
    if (name === undefined || dialect.createNamespace === undefined) continue
    if (await exists(dialect, target.db, { kind: "namespace", name })) continue
    await executeOwn(target, [{ kind: "statement", sql: dialect.createNamespace(name), parameters: [] }])
  }
  const there = await historyExists(dialect, target.db, tables)
  const format = there ? await readFormat(target.db, tables) : undefined
  if (format === undefined)
    await executeOwn(target, createHistory(tables, target, await existingTables(dialect, target.db, tables)))
  else if (format < tablesFormat) await executeOwn(target, upgradeHistory(format, tables, target))
}

/** The target of a run's compilers over one connection. */
export function targetOn(
  connection: AnyDatabase,
  engine: Engine,
  { dialect, defaultSchema }: Pick<RunContext, "dialect" | "defaultSchema">,
): Target {
  return { db: connection.withoutPlugins(), dialect, engine, defaultSchema }
}

function executeOwn(target: Target, steps: Parameters<typeof execute>[0]): Promise<void> {
  return execute(steps, {
    connection: target.db,
    caller: target.db,
    where: "creating the history tables",
    afterFailure:
      "The role needs the right to create tables there; or set `history.schema` in the configuration.",
  })
}
