import { isAludelError } from "../errors/error.ts"
import { catalog } from "../schema/catalog.ts"
import { replay, type Replay } from "../scratch/replay.ts"
import type { RunContext } from "./context.ts"

/** The schema, as the files give it, before each revision of a run. */
export interface Replayed {
  /**
   * The schema before a revision is run, to be made what it is behind it: then the next one asks for what stands on that.
   *
   * @param work changes the catalog that it is handed, and gives the schema behind the revision
   */
  around<T>(
    id: string,
    work: (before: Replay) => Promise<{ readonly result: T; readonly after: Replay }>,
  ): Promise<T>
}

/**
 * Replays what is below the revisions of a run. One replay serves all revisions of a line, for each stands on the one that
 * was run before it; replaying what is below each of them would be quadratic.
 */
export function replayed(
  { graph, loader, dialect }: Pick<RunContext, "graph" | "loader" | "dialect">,
  direction: "upgrade" | "downgrade",
): Replayed {
  let last: { readonly id: string; readonly after: Replay } | undefined
  const follows = (id: string) => {
    if (last === undefined) return false
    const [above, below] = direction === "upgrade" ? [id, last.id] : [last.id, id]
    const direct = new Set([...graph.get(above).parents, ...graph.dependencies(above)])
    return direct.size === 1 && direct.has(below)
  }
  const before = async (id: string): Promise<Replay> => {
    if (last !== undefined && follows(id)) return last.after
    const ids = graph.order([...graph.ancestors([id])])
    const below = direction === "upgrade" ? ids.filter((other) => other !== id) : ids
    try {
      return replay(await loader.upgrades(below), dialect.operations)
    } catch (error) {
      // What a revision without a file did is not known.
      if (!isAludelError(error)) throw error
      return { catalog: catalog(), hiddenBy: below.at(-1) ?? "" }
    }
  }
  return {
    async around(id, work) {
      const from = await before(id)
      last = undefined
      const { result, after } = await work(from)
      last = { id, after }
      return result
    },
  }
}
