import { headsOf } from "../revisions/applied.ts"
import { readHistory, type RunContext } from "../runner/context.ts"
import type { CurrentRevision } from "./migrator.ts"

/** The heads of the database, and the applied revisions that no file has. */
export async function current(context: RunContext): Promise<readonly CurrentRevision[]> {
  const { graph } = context
  const state = await readHistory(context)
  const missing = [...state.ahead, ...state.lost, ...state.pruned]
  return [
    ...headsOf(graph, state.known).map((id): CurrentRevision => {
      const { message, location } = graph.get(id)
      return { id, message, location, head: graph.children(id).length === 0 }
    }),
    ...missing.map((id): CurrentRevision => ({
      id,
      message: state.applied.get(id)?.message ?? "",
      head: false,
      missing: true,
    })),
  ]
}
