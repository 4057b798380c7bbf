import type { Hazard } from "../operations/definition.ts"
import type { RevisionGraph } from "../revisions/graph.ts"
import type { Direction } from "./event.ts"

/** What is to be run, as plain data. */
export interface Plan {
  readonly direction: Exclude<Direction, "stamp">
  readonly steps: readonly PlanStep[]
}

/** One revision of a plan. */
export interface PlanStep {
  readonly id: string
  readonly message: string
  readonly location: string
  readonly parents: readonly string[]
  /** The heads of the database after this step, sorted. */
  readonly headsAfter: readonly string[]
  /** What to know before it runs: what it drops, changes, or is refused for. Absent: not looked for. */
  readonly hazards?: readonly Hazard[]
  /** Its operations with their SQL, in order. Absent: not asked for. */
  readonly operations?: readonly PlannedOperations[]
}

/** Operations as a run would execute them: one, or several that the dialect does as one. */
export interface PlannedOperations {
  /** In words. */
  readonly descriptions: readonly string[]
  /** The statements; of code nothing. */
  readonly sql: readonly string[]
  /**
   * Set where the SQL depends on what the database holds at that moment, so that a run may execute another one; then `sql` may be
   * empty, for it could not be told.
   */
  readonly provisional?: true
}

/**
 * Adds to the revisions to run what the database is at after each. Pure and linear.
 *
 * @param applied what is applied before the first
 * @param ids in the order in which they run
 */
export function plan(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  direction: Exclude<Direction, "stamp">,
  ids: readonly string[],
): Plan {
  const heads = headTracker(graph, applied)
  const steps = ids.map((id): PlanStep => {
    heads[direction](id)
    const { message, location, parents } = graph.get(id)
    return { id, message, location, parents, headsAfter: heads.list() }
  })
  return { direction, steps }
}

// Counting applied children makes each step cost its own edges; asking the whole set again would make a run quadratic.
function headTracker(graph: RevisionGraph, applied: ReadonlySet<string>) {
  const below = (id: string) => [...new Set([...graph.get(id).parents, ...graph.dependencies(id)])]
  const above = new Map<string, number>()
  const count = (id: string, change: number) => above.set(id, (above.get(id) ?? 0) + change).get(id)!
  for (const id of applied) for (const lower of below(id)) count(lower, 1)
  const heads = new Set([...applied].filter((id) => !above.get(id)))
  return {
    upgrade(id: string) {
      heads.add(id)
      for (const lower of below(id)) {
        count(lower, 1)
        heads.delete(lower)
      }
    },
    downgrade(id: string) {
      heads.delete(id)
      for (const lower of below(id)) if (count(lower, -1) === 0) heads.add(lower)
    },
    list: () => [...heads].toSorted(),
  }
}
