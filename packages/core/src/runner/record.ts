import type { AppliedRecord } from "../history/applied.ts"
import { toolVersion } from "../history/version.ts"
import { canonicalText, storable } from "../operations/json.ts"
import type { RevisionGraph } from "../revisions/graph.ts"
import type { Prepared } from "./prepare.ts"

/** The row that records a revision as applied. */
export function appliedRow(
  graph: RevisionGraph,
  revision: Prepared,
  at: Date,
  durationMs: number,
): AppliedRecord {
  const { parents, message } = graph.get(revision.id)
  return {
    id: revision.id,
    parents,
    dependsOn: graph.dependencies(revision.id),
    message,
    appliedAt: at.toISOString(),
    durationMs,
    ...(revision.textHash === undefined ? {} : { textHash: revision.textHash }),
    operationsHash: revision.operationsHash,
    operations: revision.operations,
    toolVersion,
    downgrade: storedDowngrade(revision.downgrade),
  }
}

function storedDowngrade(downgrade: Prepared["downgrade"]): AppliedRecord["downgrade"] {
  if ("irreversible" in downgrade) return { needsFile: downgrade.irreversible }
  const stored = storable(downgrade)
  return "reason" in stored ? { needsFile: stored.reason } : { operations: canonicalText(stored.operations) }
}
