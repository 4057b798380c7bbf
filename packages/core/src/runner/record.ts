import { deleteApplied, recordApplied, type AppliedRecord } from "../history/applied.ts"
import { toolVersion } from "../history/version.ts"
import { canonicalText, storable } from "../operations/json.ts"
import type { RevisionGraph } from "../revisions/graph.ts"
import type { RunContext } from "./context.ts"
import type { Prepared } from "./prepare.ts"
import { callRevisionHook } from "./revision-hook.ts"
import type { Bracket } from "./transact.ts"
import type { Unit } from "./unit.ts"

/**
 * Records that a unit is over, in its own transaction: the row of an applied revision comes or goes. What takes back a
 * part of a revision leaves the row as it was.
 */
export async function recordFinished(
  { log, context: caller }: Bracket,
  context: RunContext,
  { step: { id }, direction, revision }: Unit,
  milliseconds: number,
): Promise<void> {
  if (revision === undefined) return
  const { db, tables, graph, now } = context
  const plain = db.withoutPlugins()
  if (direction === "upgrade")
    await recordApplied(plain, tables, appliedRow(graph, revision, now(), milliseconds))
  else await deleteApplied(plain, tables, id).execute()
  await log.append(plain, { event: "finished", direction, revision: id })
  await callRevisionHook(context, caller.db, { id, direction })
}

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
