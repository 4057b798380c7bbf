import { AludelError } from "../errors/error.ts"
import type { Attempt, DoneOperation, Position } from "../history/journal.ts"
import type { Operation } from "../operations/definition.ts"
import { operationHash } from "../operations/json.ts"
import { doneOperations } from "./backs.ts"
import type { RunContext } from "./context.ts"
import type { PlanStep } from "./plan.ts"
import { downgradeOf, type Prepared } from "./prepare.ts"
import type { Replayed } from "./replayed.ts"

/** What is run of one revision: all of it, what is left of it, or what takes back a part of it. */
export interface Unit {
  readonly step: PlanStep
  readonly direction: "upgrade" | "downgrade"
  readonly operations: readonly Operation[]
  readonly start: Position
  /** Whether its operations may share a transaction. */
  readonly transaction: boolean
  /** The attempt that it goes on with. */
  readonly attempt?: Attempt
  /** The attempt that it takes back; then it is not `revision` that runs. */
  readonly takesBack?: Attempt
  /** Absent: what takes back an attempt says all itself. */
  readonly revision?: Prepared
  /** What is recorded of each operation where it is run in pieces. Asked for only then, and for each piece; made once. */
  done(): Promise<readonly DoneOperation[]>
}

/**
 * The units of one revision of a plan, given what was begun of it.
 *
 * @param schema what is asked for the schema before a revision; one for all of a run
 */
export async function unitsOf(
  context: RunContext,
  direction: Unit["direction"],
  step: PlanStep,
  { attempt, schema }: { readonly attempt: Attempt | undefined; readonly schema: Replayed },
): Promise<readonly Unit[]> {
  const whole = () => wholeUnit(context, direction, step, schema)
  if (attempt === undefined) return [await whole()]
  // What was begun to be taken back is taken back to the end, whatever comes then.
  if (attempt.undo !== undefined) {
    const rest = undoUnit(step, attempt.direction, attempt.undo, { attempt })
    return attempt.direction === direction ? [rest] : [rest, await whole()]
  }
  if (attempt.direction !== direction)
    return [undoUnit(step, direction, backOf(attempt), { takesBack: attempt })]
  const unit = await whole()
  await refuseChanged(unit.operations, attempt)
  return [{ ...unit, attempt, start: attempt.position }]
}

async function wholeUnit(
  context: RunContext,
  direction: Unit["direction"],
  step: PlanStep,
  schema: Replayed,
): Promise<Unit> {
  const revision = await context.loader.prepare(step.id)
  const operations = direction === "upgrade" ? revision.upgrade : downgradeOf(revision)
  return {
    step,
    direction,
    operations,
    start: beginning,
    transaction: revision.transaction,
    revision,
    done: once(() => doneOf(context, schema, revision, operations)),
  }
}

function undoUnit(
  step: PlanStep,
  direction: Unit["direction"],
  operations: readonly Operation[],
  about: Pick<Unit, "attempt" | "takesBack">,
): Unit {
  const back = { irreversible: "it takes something back itself" }
  return {
    step,
    direction,
    operations,
    start: about.attempt?.position ?? beginning,
    transaction: true,
    ...about,
    done: once(() =>
      Promise.all(
        operations.map(async (operation, index) => ({ index, hash: await operationHash(operation), back })),
      ),
    ),
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}

const beginning: Position = { operations: 0, steps: 0 }

async function doneOf(
  { dialect }: RunContext,
  schema: Replayed,
  { id }: Prepared,
  operations: readonly Operation[],
): Promise<readonly DoneOperation[]> {
  return schema.around(id, async (before) => {
    const { done, hidden } = await doneOperations(operations, before, dialect.operations)
    const { catalog, hiddenBy = id } = before
    return { result: done, after: { catalog, ...(hidden ? { hiddenBy } : {}) } }
  })
}

/** The operations that take back what an attempt did, the last first. */
function backOf({ revision, done }: Attempt): readonly Operation[] {
  return done.toReversed().flatMap(({ index, back }) => {
    if (!("irreversible" in back)) return back
    throw new AludelError(
      "revision/irreversible",
      `revision ${revision}, which was begun, can't be taken back: of its operation ${index + 1}, ${back.irreversible}`,
      { hint: "Mend what stopped it and go on with it: aludel upgrade" },
    )
  })
}

async function refuseChanged(operations: readonly Operation[], attempt: Attempt): Promise<void> {
  for (const { index, hash } of attempt.done) {
    const operation = operations[index]
    if (operation !== undefined && (await operationHash(operation)) === hash) continue
    const { revision, direction, position, of } = attempt
    throw new AludelError(
      "revision/changed",
      `revision ${revision} was begun, ${position.operations} of ${of} operations, and operation ${index + 1}, which is done, is another one in its file now`,
      {
        hint: `Put that operation back as it was, or take back what was done: aludel ${direction === "upgrade" ? "downgrade" : "upgrade"} ${revision}`,
      },
    )
  }
}
