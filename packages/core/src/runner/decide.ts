import type { Attempt } from "../history/journal.ts"
import { databaseHeads, refuseLost, type HistoryState, type RunContext } from "./context.ts"
import type { Comparison } from "./edited.ts"
import type { Direction } from "./event.ts"
import { plan, type Plan } from "./plan.ts"

/** Which revisions are to be run; asked again once the lock is held. */
export interface RunRequest {
  readonly direction: Exclude<Direction, "stamp">
  /**
   * @param known the applied revisions; for a downgrade those that were begun, too, and for an upgrade without those that
   * were begun to be taken back
   * @param begun the revisions that were begun, in whatever direction
   */
  decide(known: ReadonlySet<string>, begun: ReadonlySet<string>): readonly string[]
  /** Revisions whose hashes are to be recorded anew, for only their text has changed. Default: none. */
  readonly rewritten?: Comparison["rewritten"] | undefined
}

/** What is to be run; and what there is to say where that is nothing. */
export interface Decided extends Plan {
  readonly status: "nothing" | "ahead"
  /** The heads of the database as it is. */
  readonly heads: readonly string[]
  /** What was begun of the revisions of the plan. */
  readonly attempts: ReadonlyMap<string, Attempt>
}

/**
 * Decides what is to be run, given the history. Pure.
 *
 * @throws AludelError `history/missing-revision`, and what the target gives
 */
export function decide({ graph }: RunContext, request: RunRequest, state: HistoryState): Decided {
  refuseLost(state)
  const { direction } = request
  const isAhead = state.ahead.length > 0 && direction === "upgrade"
  const begun = new Set([...state.attempts.keys()].filter((id) => graph.has(id)))
  const known = standing(direction, state.known, begun)
  const ids = isAhead ? [] : request.decide(known, begun)
  return {
    ...plan(graph, known, direction, ids),
    status: isAhead ? "ahead" : "nothing",
    heads: databaseHeads(graph, state),
    attempts: new Map([...state.attempts].filter(([id]) => ids.includes(id))),
  }
}

function standing(
  direction: RunRequest["direction"],
  known: ReadonlySet<string>,
  begun: ReadonlySet<string>,
): ReadonlySet<string> {
  if (begun.size === 0) return known
  if (direction === "downgrade") return new Set([...known, ...begun])
  return new Set([...known].filter((id) => !begun.has(id)))
}
