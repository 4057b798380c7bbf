import { wasRefused } from "../errors/driver-error.ts"
import { execute } from "../execution/execute.ts"
import { compileGroup } from "../execution/groups.ts"
import type { Target } from "../execution/compile.ts"
import type { Intent, Position } from "../history/journal.ts"
import type { Operation, Step } from "../operations/definition.ts"
import type { RunContext } from "./context.ts"
import type { Course } from "./course.ts"
import { inRevision } from "./in-revision.ts"
import { isAlone } from "./modes.ts"
import { executionOf, refuseAborted, surroundingsOn, tell } from "./pieces.ts"
import { begin, finish, note } from "./progress.ts"
import { causeOf, pauseBefore } from "./retry.ts"
import { verdictOf } from "./settle.ts"
import type { Piece } from "./stretches.ts"
import { raise, standAlone, transact, type Bracket } from "./transact.ts"

/** A step that stands alone, its intent recorded. */
interface Pending {
  readonly step: Step
  readonly intent: Intent
}

/** How far an operation that stands alone has come. */
export interface Turn {
  readonly course: Course
  /** What is to be executed outside of any transaction next. Absent: the operation is over. */
  readonly pending?: Pending
}

/**
 * Runs one operation that stands outside of any transaction: the intent is recorded before each of its steps, and that it
 * is done behind it; what can be in a transaction, is.
 */
export async function runAlone(bracket: Bracket, course: Course, piece: Piece): Promise<Course> {
  let turn: Turn = { course }
  const { step, operations } = course.units[piece.sequence]!
  let finished: (() => void) | undefined
  const begun = () => (finished ??= tell(bracket, step.id, operations.slice(piece.from, piece.to)))
  do {
    const { course: now, pending } = turn
    if (pending !== undefined) await perform(bracket, { course: now, index: piece.sequence }, piece, pending)
    turn = await transact(bracket, async (context, target) => {
      const { counter } = await raise(bracket, context, now.counter)
      return advance(bracket, context, target, { course: { ...now, counter }, piece, pending, begun })
    })
  } while (turn.pending !== undefined)
  finished?.()
  return turn.course
}

/** Goes on with an operation up to the next of its steps that stands alone, in one transaction. */
export async function advance(
  bracket: Bracket,
  context: RunContext,
  target: Target,
  at: {
    readonly course: Course
    readonly piece: Piece
    readonly pending: Pending | undefined
    begun(): void
  },
): Promise<Turn> {
  const { course, piece, pending } = at
  const index = piece.sequence
  let now: Course = begin(context, course, index)
  refuseAborted(bracket, course, index)
  const unit = now.units[index]!
  const operation = unit.operations[piece.from]!
  at.begun()
  const done = (await unit.done()).slice(piece.from, piece.to)
  const reach = async (steps: number, of: number) => {
    const position: Position =
      steps === of ? { operations: piece.to, steps: 0 } : { operations: piece.from, steps }
    now = await note(bracket, context, now, index, { event: "step-done", position, done })
  }
  const around = surroundingsOn(context, target)
  const steps = inRevision(unit.step.id, await compileGroup([operation], target, around))
  const before = pending === undefined ? stepsDone(now, piece, index) : pending.intent.at.steps + 1
  let next = before
  while (next < steps.length && !standsAlone(steps[next]!, bracket, operation, unit.transaction)) {
    await execute([steps[next]!], executionOf(bracket, { course, index }, [operation], target))
    next += 1
  }
  if (next > before || pending !== undefined || next === steps.length) await reach(next, steps.length)
  const step = steps[next]
  if (step === undefined) {
    around.applied(operation)
    const last = piece.to === unit.operations.length
    return { course: last ? await finish(bracket, context, now, index) : now }
  }
  const intent = intentOf(bracket, step, { operations: piece.from, steps: next }, operation, done[0]!)
  now = await note(bracket, context, now, index, { event: "step-started", intent })
  return { course: now, pending: { step, intent } }
}

function stepsDone({ attempts, units }: Course, { from }: Piece, index: number): number {
  const { step, takesBack } = units[index]!
  const attempt = attempts.get(step.id)
  if (attempt === undefined || attempt.id === takesBack?.id) return 0
  return attempt.position.operations === from ? attempt.position.steps : 0
}

function standsAlone(step: Step, { context }: Bracket, operation: Operation, transaction: boolean): boolean {
  if (isAlone(step)) return true
  const shares = transaction && context.transaction !== false
  return !shares && context.loader.definition(operation).isWritten === true
}

function intentOf(
  { context }: Bracket,
  step: Step,
  at: Position,
  operation: Operation,
  done: Intent["done"],
): Intent {
  const description = context.loader.definition(operation).describe(operation)
  if (step.kind === "run") return { at, description, done }
  const { sql, alone } = step
  return { at, description, done, sql, ...(alone === undefined ? {} : { postcheck: alone }) }
}

async function perform(
  bracket: Bracket,
  at: { readonly course: Course; readonly index: number },
  piece: Piece,
  { step, intent }: Pending,
): Promise<void> {
  const unit = at.course.units[at.index]!
  const operation = unit.operations[piece.from]!
  for (let tried = 0; ; tried += 1) {
    try {
      return await standAlone(bracket, (target) =>
        execute([step], executionOf(bracket, at, [operation], target)),
      )
    } catch (error) {
      const isKnown = intent.postcheck !== undefined || isRefused(step, error)
      const again = isKnown && (await pauseBefore(bracket.context, error, tried))
      if (!again && intent.postcheck === undefined && isKnown) await withdraw(bracket, at)
      if (!again) throw error
    }
    if (intent.postcheck !== undefined && (await verdictOf(bracket, unit.step.id, intent)) === "done") return
  }
}

// What a statement that the server refused did is known: nothing. Of code that failed nobody knows how far it came.
function isRefused(step: Step, error: unknown): boolean {
  return step.kind === "statement" && wasRefused(causeOf(error))
}

async function withdraw(
  bracket: Bracket,
  { course, index }: { readonly course: Course; readonly index: number },
): Promise<void> {
  await transact(bracket, async (context) => {
    await raise(bracket, context, course.counter)
    await note(bracket, context, course, index, { event: "step-refused" })
  })
}
