import type { RevisionGraph } from "./graph.ts"

/** Applied revisions, sorted by whether the graph has them. */
export interface Split {
  readonly known: ReadonlySet<string>
  readonly unknown: readonly string[]
}

/** Parts what a database records into what the graph has and what it lacks. */
export function splitKnown(graph: RevisionGraph, applied: Iterable<string>): Split {
  const all = [...new Set(applied)]
  return {
    known: new Set(all.filter((id) => graph.has(id))),
    unknown: all.filter((id) => !graph.has(id)).toSorted(),
  }
}

/** The heads of a database: applied revisions with nothing applied above them, dependencies counted. In the order of the graph. */
export function headsOf(graph: RevisionGraph, applied: ReadonlySet<string>): readonly string[] {
  const covered = graph.ancestors(
    [...applied].flatMap((id) => [...graph.get(id).parents, ...graph.dependencies(id)]),
  )
  return graph.order([...applied].filter((id) => !covered.has(id)))
}

/** The heads of each branch of a database: like {@link headsOf}, but what others merely depend on is listed too. */
export function branchHeadsOf(graph: RevisionGraph, applied: ReadonlySet<string>): readonly string[] {
  const covered = graph.ancestors(
    [...applied].flatMap((id) => graph.get(id).parents),
    { dependencies: false },
  )
  return graph.order([...applied].filter((id) => !covered.has(id)))
}

/** Whether everything is applied that `heads` means. */
export function isUpToDate(graph: RevisionGraph, applied: ReadonlySet<string>): boolean {
  return graph.ids.every((id) => applied.has(id))
}
