import { AludelError } from "../errors/error.ts"
import { surroundings, type Surroundings } from "../execution/surroundings.ts"
import type { Operation } from "../operations/definition.ts"
import type { Catalog } from "../schema/catalog.ts"
import { replay } from "../scratch/replay.ts"
import type { RunContext } from "./context.ts"
import { refuseStaleText } from "./stale-text.ts"

/** The schema around the operations of a script: what the revisions below and the operations so far give. */
export interface Foreseen extends Surroundings {
  /** To be told of each revision when its operations begin. */
  begin(id: string): void
}

/**
 * The schema around operations where there is no database.
 *
 * @param applied the revisions below
 */
export function foreseen(
  { dialect, graph, loader }: Pick<RunContext, "dialect" | "graph" | "loader">,
  applied: ReadonlySet<string>,
): Foreseen {
  const done: { readonly id: string; readonly upgrade: Operation[] }[] = []
  const all = async () => [...(await loader.upgrades(graph.order([...applied]))), ...done]
  const read = async (operation: Operation): Promise<Catalog> => {
    const { catalog, hiddenBy } = replay(await all(), dialect.operations)
    if (hiddenBy === undefined) return catalog
    const description = loader.definition(operation).describe(operation)
    throw new AludelError(
      "operation/offline",
      `"${description}" needs to know the schema, which the raw SQL of revision ${hiddenBy} hides`,
      { hint: "Say what that SQL does: op.sql(…, { effect: […] }), or run the upgrade online." },
    )
  }
  const known = surroundings(dialect, loader.definition, read)
  return {
    // Whose rights an object has, no revision tells.
    remember: () => {},
    begin: (id) => void done.push({ id, upgrade: [] }),
    applied(operation) {
      known.applied(operation)
      done.at(-1)?.upgrade.push(operation)
    },
    async before(operation) {
      const before = await known.before(operation)
      if (before !== undefined) {
        const ran = (await all()).flatMap(({ upgrade }) => upgrade)
        refuseStaleText(operation, before, ran)
      }
      return before
    },
  }
}
