import type { RevisionGraph } from "../revisions/graph.ts"
import type { RevisionInfo } from "./revision-info.ts"

/** A revision as the graph knows it. */
export function info(graph: RevisionGraph, id: string): RevisionInfo {
  const { textHash: _, operationsHash: __, ...header } = graph.get(id)
  const children = graph.children(id)
  return {
    ...header,
    head: children.length === 0,
    effectiveHead: children.length === 0 && graph.dependents(id).length > 0,
    branchPoint: children.length > 1,
    mergePoint: header.parents.length > 1,
    children,
    labels: graph.labels(id),
  }
}
