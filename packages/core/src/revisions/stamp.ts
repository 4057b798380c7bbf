import type { RevisionGraph } from "./graph.ts"
import { headsOf } from "./applied.ts"
import { findBranch, findRevision, identify } from "./lookup.ts"
import { resolve } from "./resolve.ts"
import { intersection, union } from "./sets.ts"

/** How to stamp. */
export interface StampOptions {
  /** Forget everything that is applied first. Default: keep what the targets do not concern. */
  readonly purge?: boolean | undefined
}

/**
 * What counts as applied after stamping: everything below the targets, and of what was applied, what lies below heads
 * that are neither above nor below a target (or its branch), dependencies counted. `base` keeps nothing, `label@base`
 * what has no part in that branch.
 *
 * @throws AludelError like {@link resolve}
 */
export function stampSet(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  targets: string | readonly string[],
  { purge = false }: StampOptions = {},
): ReadonlySet<string> {
  const texts = [targets].flat()
  const named = texts.map((text) => resolve(graph, text))
  if (applied.size > 0 && !purge) for (const text of texts) refuseRelative(graph, text)
  const reached = graph.ancestors(named.flat())
  if (purge) return reached
  const concerned = texts.map((text, index) => concern(graph, text, named[index] ?? []))
  const kept = headsOf(graph, applied).filter((head) => !concerned.some((concerns) => concerns(head)))
  return union(reached, intersection(graph.ancestors(kept), applied))
}

/** `-N` counts from the heads of the history; where something is applied, more likely that was meant. */
function refuseRelative(graph: RevisionGraph, text: string): void {
  if (identify(graph, text).steps !== undefined) findRevision(graph, text)
}

function concern(graph: RevisionGraph, text: string, ids: readonly string[]): (head: string) => boolean {
  const { branch } = identify(graph, text)
  const named = branch === undefined ? ids : [findBranch(graph, branch, text), ...ids]
  if (named.length === 0) return () => true
  const related = union(graph.ancestors(named), graph.descendants(named))
  return (head) => related.has(head)
}
