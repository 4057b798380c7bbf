import { AludelError } from "../errors/error.ts"
import type { Target } from "../execution/compile.ts"
import type { Attempt } from "../history/journal.ts"
import { runAlone } from "./alone.ts"
import { databaseHeads, ensureHistory, readHistory, type RunContext } from "./context.ts"
import { layOut, type Course } from "./course.ts"
import { decide, type Decided } from "./decide.ts"
import { recordRewritten } from "./edited.ts"
import { runPieces } from "./pieces.ts"
import { settle } from "./settle.ts"
import { raise, transact, type Bracket } from "./transact.ts"

/** What a run did. */
export interface RunOutcome {
  readonly status: "done" | "nothing" | "ahead"
  /** The revisions run, in order. */
  readonly revisions: readonly string[]
  /** The heads of the database afterwards. */
  readonly heads: readonly string[]
}

/** What one transaction of a run came to. */
type Turn =
  | { readonly outcome: RunOutcome }
  | { readonly course: Course }
  | { readonly interrupted: readonly Attempt[]; readonly counter: number }
  | "needs-hold"

/**
 * Runs what is to be run, transaction by transaction. What that is, is decided under the lock, and again where another run
 * came in between two transactions.
 *
 * @returns `needs-hold` where something stands outside of any transaction and the lock is not held for that
 */
export async function conduct(bracket: Bracket): Promise<RunOutcome | "needs-hold"> {
  let course: Course | undefined
  let counter: number | undefined
  for (;;) {
    const stretch = course?.stretches[course.next]
    if (course !== undefined && stretch?.alone === true) {
      const now: Course = await runAlone(bracket, course, stretch.pieces[0]!)
      course = { ...now, next: now.next + 1 }
      counter = course.counter
      continue
    }
    const turn: Turn = await transact(bracket, (context, target) =>
      takeTurn(bracket, context, target, { course, counter }),
    )
    if (turn === "needs-hold") return turn
    if ("outcome" in turn) return turn.outcome
    if ("course" in turn) {
      course = turn.course
      counter = course.counter
    } else {
      counter = turn.counter
      for (const attempt of turn.interrupted) counter = await settle(bracket, attempt, counter)
      course = undefined
    }
  }
}

async function takeTurn(
  bracket: Bracket,
  context: RunContext,
  target: Target,
  before: { readonly course: Course | undefined; readonly counter: number | undefined },
): Promise<Turn> {
  if (before.counter === undefined) await ensureHistory(context, target)
  const { counter, isOurs } = await raise(bracket, context, before.counter)
  if (before.counter === undefined) await recordRewritten(context, bracket.request.rewritten ?? [])
  const known = isOurs && before.course !== undefined ? { ...before.course, counter } : undefined
  const turn = known === undefined ? await begin(bracket, context, target, { ...before, counter }) : known
  if ("units" in turn) return go(bracket, context, target, turn)
  return turn.turn
}

async function begin(
  bracket: Bracket,
  context: RunContext,
  target: Target,
  { course, counter }: { readonly course: Course | undefined; readonly counter: number },
): Promise<Course | { readonly turn: Turn }> {
  const decided = decide(context, bracket.request, await readHistory(context))
  const { direction, steps } = decided
  const finished = course?.finished ?? []
  if (course === undefined)
    context.onEvent({ kind: "planned", direction, revisions: steps.map(({ id }) => id) })
  if (steps.length === 0) return { turn: { outcome: over(decided, finished) } }
  const needsHold = bracket.held === undefined && canHold(bracket)
  const interrupted = [...decided.attempts.values()].filter(({ open }) => open !== undefined)
  if (interrupted.length > 0) return { turn: needsHold ? "needs-hold" : { interrupted, counter } }
  const laid = await layOut(bracket.context, decided, target)
  if (needsHold && laid.stretches.some(({ alone }) => alone)) return { turn: "needs-hold" }
  return { ...laid, counter, finished }
}

/** Whether the lock of a run can be held apart from its transactions. */
function canHold({ context }: Bracket): boolean {
  return context.dialect.hold !== undefined && !context.db.isTransaction
}

async function go(bracket: Bracket, context: RunContext, target: Target, course: Course): Promise<Turn> {
  const stretch = course.stretches[course.next]
  if (stretch?.alone === true) return { course }
  const now = stretch === undefined ? course : await runPieces(bracket, context, target, { course, stretch })
  const next = stretch === undefined ? course.next : course.next + 1
  if (next < course.stretches.length) return { course: { ...now, next } }
  const { heads } = await standingOf(context)
  return { outcome: { status: "done", revisions: [...new Set(now.finished)], heads } }
}

async function standingOf(context: RunContext): Promise<Pick<RunOutcome, "heads">> {
  return { heads: databaseHeads(context.graph, await readHistory(context)) }
}

/** What there is to say where nothing is left to run. */
export function over({ status, heads }: Decided, finished: readonly string[] = []): RunOutcome {
  return finished.length > 0
    ? { status: "done", revisions: finished, heads }
    : { status, revisions: [], heads }
}

/**
 * Refuses what stands outside of any transaction inside one of the caller's.
 *
 * @throws AludelError `dialect/unsupported`
 */
export function refuseAlone(
  { units, stretches }: Pick<Course, "units" | "stretches">,
  context: RunContext,
): void {
  const piece = stretches.find(({ alone }) => alone)?.pieces[0]
  if (piece === undefined) return
  const { step, operations } = units[piece.sequence]!
  const operation = operations[piece.from]!
  throw new AludelError(
    "dialect/unsupported",
    `revision ${step.id}, ${context.loader.definition(operation).describe(operation)}: it stands outside of any transaction, and this run is inside one of the caller's`,
    { hint: "Hand createMigrator the Kysely itself instead of a transaction." },
  )
}
