import { AludelError, isAludelError } from "../errors/error.ts"
import { openLog } from "../history/log.ts"
import { historyExists } from "../history/tables.ts"
import { conduct, over, refuseAlone, type RunOutcome } from "./conduct.ts"
import { logContext, targetOn, type HistoryState, type RunContext } from "./context.ts"
import { layOut } from "./course.ts"
import { decide, type Decided, type RunRequest } from "./decide.ts"
import { downgradeOf } from "./prepare.ts"
import { engineOf } from "./retry.ts"
import { sessionOptions, type Bracket } from "./transact.ts"

/**
 * Plan, lock, read again, run, record: in as few transactions as there can be, one where nothing stands outside of any, so
 * that a failure leaves nothing.
 *
 * @param state the history, as it was read for what the request says
 * @throws AludelError `run/failed` with the statement, `run/interrupted`, `run/aborted`, `lock/timeout`,
 * `history/missing-revision`, `revision/irreversible`, `revision/changed`
 */
export async function run(
  context: RunContext,
  request: RunRequest,
  state: HistoryState,
): Promise<RunOutcome> {
  const decided = decide(context, request, state)
  if (decided.steps.length === 0) return over(decided)
  // Whatever is wrong with the files is told before the lock is asked for.
  for (const { id } of decided.steps) await load(context, decided, id)
  const engine = await engineOf(context)
  const who = logContext(context)
  const bracket: Bracket = { context, request, engine, log: openLog(context.tables, who), logContext: who }
  const apart = await standsApart(bracket, decided)
  try {
    const outcome = apart ? "needs-hold" : await conduct(bracket)
    return (outcome === "needs-hold" ? await conductHeld(bracket) : outcome) as RunOutcome
  } catch (error) {
    await logFailure(bracket, error)
    throw aborted(bracket, error)
  }
}

async function load(context: RunContext, { direction, attempts }: Decided, id: string): Promise<void> {
  const revision = await context.loader.prepare(id)
  if (direction === "downgrade" && !attempts.has(id)) downgradeOf(revision)
}

/** Whether something of what is to be run stands alone, so that the lock must be held apart from the transactions. */
async function standsApart({ context, engine }: Bracket, decided: Decided): Promise<boolean> {
  if ([...decided.attempts.values()].some(({ open }) => open !== undefined)) return true
  const laid = await layOut(context, decided, targetOn(context.db, engine, context))
  if (context.db.isTransaction) refuseAlone(laid, context)
  return laid.stretches.some(({ alone }) => alone)
}

// An engine that can't hold the lock takes it in each transaction, and nothing is locked in between.
async function conductHeld(bracket: Bracket): Promise<RunOutcome | "needs-hold"> {
  const { dialect, db } = bracket.context
  if (dialect.hold === undefined || db.isTransaction) return conduct(bracket)
  return dialect.hold(db.withoutPlugins(), sessionOptions(bracket.context), (held) =>
    conduct({ ...bracket, held }),
  )
}

// Whatever a run that was told to stop fails with, it is that it was stopped: the statement was cancelled, say.
function aborted({ context }: Bracket, error: unknown): unknown {
  const { signal } = context
  if (signal?.aborted !== true || (isAludelError(error) && error.code !== "run/failed")) return error
  const known = isAludelError(error) ? { hint: error.hint, details: error.details } : {}
  const message = error instanceof Error ? error.message : String(error)
  return new AludelError("run/aborted", `stopped: ${message}`, { ...known, cause: signal.reason })
}

// The rollback took the run's own log rows with it, so the failure is written afterwards, as far as there is a log.
async function logFailure({ context, request, log }: Bracket, error: unknown): Promise<void> {
  if (context.db.isTransaction) return
  const db = context.db.withoutPlugins()
  const detail = isAludelError(error) ? `${error.code}: ${error.message}` : String(error)
  try {
    if (await historyExists(context.dialect, db, context.tables))
      await log.append(db, { event: "failed", direction: request.direction, detail })
  } catch {
    // The error that stopped the run is the one to tell.
  }
}
