import type { Attempt } from "../history/journal.ts"
import { branchHeadsOf } from "../revisions/applied.ts"
import { readHistory, type HistoryState, type RunContext } from "../runner/context.ts"
import { compareWithFiles } from "../runner/edited.ts"
import type { CurrentRevision, PartialRevision } from "./revision-info.ts"

/**
 * The revisions that were begun; the heads of each branch of the database, also those that others merely depend on; and
 * the applied revisions that no file has.
 */
export async function current(context: RunContext): Promise<readonly CurrentRevision[]> {
  const { graph } = context
  const state = await readHistory(context)
  const { edited } = await compareWithFiles(context, state)
  for (const revision of edited) context.onEvent({ kind: "edited", ...revision })
  const changes = new Map(edited.map((revision) => [revision.id, revision.changes]))
  const heads = branchHeadsOf(graph, state.known)
  const begun = [...state.attempts.keys()].filter((id) => graph.has(id) && !heads.includes(id))
  return [
    ...[...begun, ...heads].map((id): CurrentRevision => {
      const { message, location } = graph.get(id)
      const head = graph.children(id).length === 0
      const changed = changes.has(id) ? { edited: changes.get(id)! } : {}
      const effectiveHead = head && graph.dependents(id).length > 0
      return { id, message, location, head, effectiveHead, ...changed, ...partial(state, id) }
    }),
    ...(["ahead", "lost", "pruned"] as const).flatMap((missing) =>
      state[missing].map((id): CurrentRevision => ({
        id,
        message: state.applied.get(id)?.message ?? "",
        head: false,
        effectiveHead: false,
        missing,
        ...partial(state, id),
      })),
    ),
  ]
}

function partial({ attempts }: HistoryState, id: string): { readonly partial?: PartialRevision } {
  const attempt = attempts.get(id)
  return attempt === undefined ? {} : { partial: partialOf(attempt) }
}

function partialOf({ direction, position, of, open }: Attempt): PartialRevision {
  return {
    direction,
    done: position.operations,
    of,
    ...(open === undefined ? {} : { open: open.description }),
  }
}
