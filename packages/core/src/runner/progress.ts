import { journal, newAttempt, type Attempt, type JournalEntry } from "../history/journal.ts"
import type { RunContext } from "./context.ts"
import type { Course } from "./course.ts"
import { recordFinished } from "./record.ts"
import type { Bracket } from "./transact.ts"

/** Tells that a unit begins, the first time that something of it runs. */
export function begin(context: RunContext, course: Course, index: number): Course {
  if (course.started.has(index)) return course
  const { step, direction, attempt } = course.units[index]!
  const { id, message, parents } = step
  const place = { position: position(course, index), total: course.decided.steps.length }
  const done = attempt?.position.operations ?? 0
  context.onEvent({
    kind: "revision-started",
    direction,
    id,
    message,
    parents,
    ...place,
    ...(done === 0 ? {} : { done }),
  })
  return { ...course, started: new Map(course.started).set(index, context.now().getTime()) }
}

// A revision may have two units: what takes back a part of it, and what runs it then.
function position({ units, decided }: Course, index: number): number {
  return decided.steps.indexOf(units[index]!.step) + 1
}

/** Records in the journal what happened to a unit that is run in pieces; to any other, nothing. */
export async function note(
  { logContext }: Bracket,
  { db, tables }: RunContext,
  course: Course,
  index: number,
  entry: JournalEntry,
): Promise<Course> {
  if (!course.inPieces.has(index)) return course
  const { step, direction, operations, takesBack } = course.units[index]!
  const plain = db.withoutPlugins()
  let attempt = course.attempts.get(step.id)
  if (takesBack !== undefined && attempt?.id === takesBack.id) {
    await journal(plain, tables, logContext, takesBack, { event: "steps-over", outcome: "taken back" })
    attempt = undefined
  }
  attempt ??= newAttempt({
    revision: step.id,
    direction,
    of: operations.length,
    ...(takesBack === undefined ? {} : { undo: operations }),
  })
  return withAttempt(course, await journal(plain, tables, logContext, attempt, entry))
}

/** Records that a unit is over, and tells so once its transaction has committed. */
export async function finish(
  bracket: Bracket,
  context: RunContext,
  course: Course,
  index: number,
): Promise<Course> {
  const { db, tables, now } = context
  const unit = course.units[index]!
  const milliseconds = now().getTime() - course.started.get(index)!
  await recordFinished(bracket, context, unit, milliseconds)
  const attempt = course.attempts.get(unit.step.id)
  const outcome = unit.revision === undefined ? "taken back" : "finished"
  if (attempt !== undefined)
    await journal(db.withoutPlugins(), tables, bracket.logContext, attempt, { event: "steps-over", outcome })
  const attempts = new Map(course.attempts)
  attempts.delete(unit.step.id)
  const { direction } = unit
  context.onEvent({ kind: "revision-finished", direction, id: unit.step.id, milliseconds })
  return { ...course, attempts, finished: [...course.finished, unit.step.id] }
}

function withAttempt(course: Course, attempt: Attempt): Course {
  return { ...course, attempts: new Map(course.attempts).set(attempt.revision, attempt) }
}

/** What a failure leaves behind, as the sentences that go with its message. */
export function afterFailure({ context, engine }: Bracket, course: Course, index: number): string {
  if (context.db.isTransaction) return "The transaction is the caller's: roll it back."
  if (!engine.transactionalDdl)
    return "This engine can't roll back what it created: what ran before this statement is still there."
  const { step, operations, direction } = course.units[index]!
  const attempt = course.attempts.get(step.id)
  if (attempt !== undefined && attempt.undo === undefined) {
    const other = direction === "upgrade" ? "downgrade" : "upgrade"
    return `Of revision ${step.id}, ${attempt.position.operations} of ${operations.length} operations are done. Mend what stopped it and run it again, and it goes on from there; or take them back: aludel ${other} ${step.id}`
  }
  if (course.next === 0)
    return "Nothing of this run is left in the database. Mend the revision and run it again."
  return `What was done before in this run stays${course.finished.length === 0 ? "" : `: ${course.finished.join(", ")}`}. Mend the revision and run it again, and it goes on from there.`
}
