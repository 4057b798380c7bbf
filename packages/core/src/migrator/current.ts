import { branchHeadsOf } from "../revisions/applied.ts"
import { readHistory, type RunContext } from "../runner/context.ts"
import { compareWithFiles } from "../runner/edited.ts"
import type { CurrentRevision } from "./migrator.ts"

/** The heads of each branch of the database, also those that others merely depend on, and the applied revisions that no file has. */
export async function current(context: RunContext): Promise<readonly CurrentRevision[]> {
  const { graph } = context
  const state = await readHistory(context)
  const { edited } = await compareWithFiles(context, state)
  for (const revision of edited) context.onEvent({ kind: "edited", ...revision })
  const changes = new Map(edited.map((revision) => [revision.id, revision.changes]))
  return [
    ...branchHeadsOf(graph, state.known).map((id): CurrentRevision => {
      const { message, location } = graph.get(id)
      const head = graph.children(id).length === 0
      const changed = changes.has(id) ? { edited: changes.get(id)! } : {}
      const effectiveHead = head && graph.dependents(id).length > 0
      return { id, message, location, head, effectiveHead, ...changed }
    }),
    ...(["ahead", "lost", "pruned"] as const).flatMap((missing) =>
      state[missing].map((id): CurrentRevision => ({
        id,
        message: state.applied.get(id)?.message ?? "",
        head: false,
        effectiveHead: false,
        missing,
      })),
    ),
  ]
}
