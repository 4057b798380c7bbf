import type { Target } from "../execution/compile.ts"
import type { Attempt } from "../history/journal.ts"
import type { RunContext } from "./context.ts"
import type { Decided } from "./decide.ts"
import { operationMode } from "./modes.ts"
import { replayed } from "./replayed.ts"
import { stretches, type Stretch } from "./stretches.ts"
import { unitsOf, type Unit } from "./unit.ts"

/** A run under way: what there is to do, and how far it has come. Replaced as a whole when a transaction has committed. */
export interface Course {
  readonly decided: Decided
  readonly units: readonly Unit[]
  readonly stretches: readonly Stretch[]
  /** The units, by their index, that are not done in one transaction. */
  readonly inPieces: ReadonlySet<number>
  /** The index of the stretch that comes next. */
  readonly next: number
  /** What is recorded of the revisions that are run in pieces. */
  readonly attempts: ReadonlyMap<string, Attempt>
  /** The counter of the history after the last transaction. */
  readonly counter: number
  /** When each unit was begun, by its index. */
  readonly started: ReadonlyMap<number, number>
  /** Revisions that are over, in order. */
  readonly finished: readonly string[]
}

/**
 * Lays out what was decided: the units, and the transactions that they run in.
 *
 * @throws AludelError `revision/irreversible`, `revision/changed`, and what loading a revision gives
 */
export async function layOut(
  context: RunContext,
  decided: Decided,
  target: Target,
): Promise<Omit<Course, "counter" | "finished">> {
  const { direction, steps, attempts } = decided
  const units: Unit[] = []
  const schema = replayed(context, direction)
  for (const step of steps)
    units.push(...(await unitsOf(context, direction, step, { attempt: attempts.get(step.id), schema })))
  const parts = await stretches(
    units.map((unit) => sequence(context, unit, target)),
    (operation, earlier) =>
      mayEnd(context) && (context.dialect.endsTransaction?.(operation, earlier, target.db) ?? false),
  )
  return {
    decided,
    units,
    stretches: parts,
    inPieces: inPieces(units, parts),
    next: 0,
    attempts,
    started: new Map(),
  }
}

function sequence(context: RunContext, { operations, start, transaction }: Unit, target: Target) {
  const shares = transaction && context.transaction !== false
  return {
    operations,
    modes: operations.map((operation) =>
      target.engine.transactionalDdl ? operationMode(operation, shares, target) : "shares",
    ),
    start: start.operations,
    separate: context.transaction === "revision",
  }
}

// The caller's transaction ends when the caller says so.
function mayEnd({ db }: RunContext): boolean {
  return !db.isTransaction
}

function inPieces(units: readonly Unit[], parts: readonly Stretch[]): ReadonlySet<number> {
  const counts = new Map<number, number>()
  const found = new Set<number>()
  for (const { alone, pieces } of parts)
    for (const { sequence: unit } of pieces) {
      const count = (counts.get(unit) ?? 0) + 1
      counts.set(unit, count)
      if (alone || count > 1 || units[unit]?.attempt !== undefined) found.add(unit)
    }
  return found
}
