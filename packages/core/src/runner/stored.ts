import { AludelError } from "../errors/error.ts"
import { readStored, type AppliedRevision, type StoredRevision } from "../history/applied.ts"
import type { Operation } from "../operations/definition.ts"
import { decode } from "../operations/json.ts"
import { revisionGraph, type RevisionGraph } from "../revisions/graph.ts"
import type { LocatedHeader } from "../revisions/source.ts"
import type { HistoryState, RunContext } from "./context.ts"
import type { Comparison } from "./edited.ts"
import type { Loader, Prepared } from "./prepare.ts"

/**
 * The context of a downgrade: revisions that no file has are in its graph, as they were recorded, and they and those that
 * were edited are taken back by what was stored when they were applied.
 */
export async function withStored(
  context: RunContext,
  state: HistoryState,
  { edited }: Comparison,
): Promise<RunContext> {
  const missing = [...state.ahead, ...state.lost, ...state.pruned]
  const byStored = [
    ...missing,
    ...edited.filter(({ downgrade }) => downgrade === "stored").map(({ id }) => id),
  ]
  if (byStored.length === 0) return context
  const graph =
    missing.length === 0
      ? context.graph
      : graphWith(
          context.graph,
          missing.map((id) => state.applied.get(id)!),
        )
  // Read now, for a run may hold the one connection that there is.
  const stored = new Map<string, StoredRevision>()
  for (const id of byStored) {
    const found = await readStored(context.db.withoutPlugins(), context.tables, id)
    if (found !== undefined) stored.set(id, found)
  }
  return { ...context, graph, loader: storedLoader(context.loader, stored) }
}

function graphWith(graph: RevisionGraph, missing: readonly AppliedRevision[]): RevisionGraph {
  const known = new Set([...graph.ids, ...missing.map(({ id }) => id)])
  const recorded = missing.map(({ id, parents, dependsOn, message }): LocatedHeader => ({
    id,
    // What was pruned together with the record of it is nowhere, and is no obstacle.
    parents: parents.filter((parent) => known.has(parent)),
    message,
    branchLabels: [],
    dependsOn: dependsOn.filter((dependency) => known.has(dependency)),
    location: "the history of the database",
  }))
  return revisionGraph([...graph.ids.map((id) => graph.get(id)), ...recorded])
}

function storedLoader(loader: Loader, stored: ReadonlyMap<string, StoredRevision>): Loader {
  return {
    ...loader,
    async prepare(id) {
      const found = stored.get(id)
      return found === undefined ? loader.prepare(id) : takenBack(id, found)
    },
  }
}

function takenBack(id: string, { downgrade, operations = [] }: StoredRevision): Prepared {
  if ("needsFile" in downgrade) throw needsFile(id, downgrade.needsFile)
  const written = decode(downgrade.operations) as readonly Operation[]
  return { id, upgrade: [], written, downgrade: written, operations, operationsHash: "", transaction: true }
}

function needsFile(id: string, reason: string): AludelError {
  return new AludelError(
    "history/missing-revision",
    `revision ${id} can't be taken back without its file, which is not here: ${reason}`,
    { hint: "Check out the branch that has the file.", details: { missing: [id] } },
  )
}
