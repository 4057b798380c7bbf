import { askEngine, session, type Engine } from "../dialect/generic.ts"
import { AludelError, isAludelError } from "../errors/error.ts"
import type { Target } from "../execution/compile.ts"
import { execute } from "../execution/execute.ts"
import { compileGroup, groups } from "../execution/groups.ts"
import { surroundings, type Surroundings } from "../execution/surroundings.ts"
import { claim, deleteApplied, recordApplied } from "../history/applied.ts"
import { openLog, type Log } from "../history/log.ts"
import { historyExists, lockName } from "../history/tables.ts"
import type { Operation } from "../operations/definition.ts"
import {
  databaseHeads,
  ensureHistory,
  logContext,
  readHistory,
  refuseLost,
  targetOn,
  type HistoryState,
  type RunContext,
} from "./context.ts"
import { recordRewritten, type Comparison } from "./edited.ts"
import type { Direction } from "./event.ts"
import { plan, type Plan, type PlanStep } from "./plan.ts"
import { downgradeOf, type Prepared } from "./prepare.ts"
import { appliedRow } from "./record.ts"
import { inRevision } from "./in-revision.ts"
import { introspected } from "./introspected.ts"

/** What a run did. */
export interface RunOutcome {
  readonly status: "done" | "nothing" | "ahead"
  readonly revisions: readonly string[]
  /** The heads of the database afterwards. */
  readonly heads: readonly string[]
}

/** Which revisions are to be run, given those applied; asked again once the lock is held. */
export interface RunRequest {
  readonly direction: Exclude<Direction, "stamp">
  decide(known: ReadonlySet<string>): readonly string[]
  /** Revisions whose hashes are to be recorded anew, for only their text has changed. Default: none. */
  readonly rewritten?: Comparison["rewritten"] | undefined
}

/**
 * Plan, lock, read again, run, record: in one transaction where the engine's DDL takes part in one, so that a failure
 * leaves nothing.
 *
 * @throws AludelError `run/failed` with the statement, `lock/timeout`, `history/missing-revision`, `revision/irreversible`
 */
export async function run(context: RunContext, request: RunRequest): Promise<RunOutcome> {
  const before = decide(context, request, await readHistory(context))
  if (before.steps.length === 0) return idle(before)
  // Whatever is wrong with the files is told before the lock is asked for.
  for (const { id } of before.steps) await prepared(context, request, id)
  const engine = await askEngine(context.dialect, context.db.withoutPlugins())
  const log = openLog(context.tables, logContext(context))
  try {
    return await session(context.dialect, engine, context.db, sessionOptions(context), (connection) => {
      const target = targetOn(connection, engine, context)
      return runLocked({ ...context, db: connection }, request, { target, log, engine, caller: context.db })
    })
  } catch (error) {
    await logFailure(context, request, log, error)
    throw error
  }
}

/** How a run asks the dialect to bracket it. */
export function sessionOptions({ tables, lockTimeout, defaultSchema, signal, onEvent }: RunContext) {
  const lock = lockName(tables)
  return { lock, lockTimeout, defaultSchema, signal, onWait: () => onEvent({ kind: "lock-waiting", lock }) }
}

interface Locked {
  readonly target: Target
  readonly engine: Engine
  readonly log: Log
  readonly caller: RunContext["db"]
}

async function runLocked(context: RunContext, request: RunRequest, locked: Locked): Promise<RunOutcome> {
  await ensureHistory(context, locked.target)
  await claim(locked.target.db, context.tables)
  await recordRewritten(context, request.rewritten ?? [])
  const decided = decide(context, request, await readHistory(context))
  const { steps } = decided
  const revisions = steps.map(({ id }) => id)
  context.onEvent({ kind: "planned", direction: request.direction, revisions })
  if (steps.length === 0) return idle(decided)
  const around = surroundings(
    context.dialect,
    context.loader.definition,
    introspected(locked.target.db, context.dialect, context.tables, context.defaultSchema),
  )
  for (const [index, step] of steps.entries()) {
    await runRevision(
      context,
      request.direction,
      step,
      { position: index + 1, total: steps.length },
      locked,
      around,
    )
  }
  return { status: "done", revisions, heads: databaseHeads(context.graph, await readHistory(context)) }
}

function idle({ status, heads }: Decided): RunOutcome {
  return { status, revisions: [], heads }
}

async function runRevision(
  context: RunContext,
  direction: RunRequest["direction"],
  step: PlanStep,
  place: { readonly position: number; readonly total: number },
  locked: Locked,
  around: Surroundings,
): Promise<void> {
  const { id, message, parents } = step
  const revision = await prepared(context, { direction }, id)
  const started = context.now().getTime()
  context.onEvent({ kind: "revision-started", direction, id, message, parents, ...place })
  const operations = direction === "upgrade" ? revision.upgrade : downgradeOf(revision)
  for (const group of groups(operations, context.dialect)) {
    if (context.signal?.aborted)
      throw new AludelError("run/aborted", `stopped before revision ${id} was complete`, {
        hint: "Nothing of this run is left in the database.",
      })
    await runGroup(group, context, id, locked, around)
  }
  const { db } = locked.target
  const milliseconds = context.now().getTime() - started
  if (direction === "upgrade")
    await recordApplied(db, context.tables, appliedRow(context.graph, revision, context.now(), milliseconds))
  else await deleteApplied(db, context.tables, id).execute()
  await locked.log.append(db, { event: "finished", direction, revision: id })
  context.onEvent({ kind: "revision-finished", direction, id, milliseconds })
}

async function runGroup(
  group: readonly Operation[],
  context: RunContext,
  id: string,
  { target, engine, caller }: Locked,
  around: Surroundings,
): Promise<void> {
  const descriptions = group.map((operation) => context.loader.definition(operation).describe(operation))
  for (const description of descriptions) context.onEvent({ kind: "operation", id, description })
  const compile = await compileGroup(group, target, around)
  await execute(inRevision(id, compile), {
    connection: target.db,
    caller,
    where: `revision ${id}, ${descriptions.join(", ")}`,
    afterFailure: afterFailure(engine, caller.isTransaction),
    hint: (failure) => context.dialect.hint?.(failure),
    onStatement: (sql) => context.onEvent({ kind: "statement", id, sql }),
  })
  for (const operation of group) around.applied(operation)
}

function afterFailure(engine: Engine, ofTheCaller: boolean): string {
  if (ofTheCaller) return "The transaction is the caller's: roll it back."
  if (engine.transactionalDdl)
    return "Nothing of this run is left in the database. Mend the revision and run it again."
  return "This engine can't roll back what it created: what ran before this statement is still there."
}

async function prepared(
  context: RunContext,
  { direction }: Pick<RunRequest, "direction">,
  id: string,
): Promise<Prepared> {
  const revision = await context.loader.prepare(id)
  if (direction === "downgrade") downgradeOf(revision)
  return revision
}

/** What is to be run; and what there is to say where that is nothing. */
interface Decided extends Plan, Pick<RunOutcome, "heads"> {
  readonly status: "nothing" | "ahead"
}

function decide(context: RunContext, { direction, decide }: RunRequest, state: HistoryState): Decided {
  refuseLost(state)
  const ahead = state.ahead.length > 0 && direction === "upgrade"
  return {
    ...plan(context.graph, state.known, direction, ahead ? [] : decide(state.known)),
    status: ahead ? "ahead" : "nothing",
    heads: databaseHeads(context.graph, state),
  }
}

// The rollback took the run's own log rows with it, so the failure is written afterwards, as far as there is a log.
async function logFailure(
  context: RunContext,
  { direction }: RunRequest,
  log: Log,
  error: unknown,
): Promise<void> {
  if (context.db.isTransaction) return
  const db = context.db.withoutPlugins()
  const detail = isAludelError(error) ? `${error.code}: ${error.message}` : String(error)
  try {
    if (await historyExists(context.dialect, db, context.tables))
      await log.append(db, { event: "failed", direction, detail })
  } catch {
    // The error that stopped the run is the one to tell.
  }
}
