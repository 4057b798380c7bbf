import { AludelError } from "../../src/errors/error.ts"
import { downgradeTarget, rootsAbove } from "../../src/revisions/downgrade.ts"
import type { RevisionGraph } from "../../src/revisions/graph.ts"
import { resolve } from "../../src/revisions/resolve.ts"
import type { IterateArguments } from "./vector.ts"

/** Alembic's `iterate_revisions(select_for_downgrade=True)` with the options that no command uses. */
export function iterateDown(
  graph: RevisionGraph,
  { upper, lower, inclusive, implicitBase, assertRelativeLength }: IterateArguments,
): readonly string[] {
  const heads = resolve(graph, [upper ?? "base"].flat())
  const applied = graph.ancestors(heads)
  const target =
    lower === null
      ? { id: undefined }
      : downgradeTarget(graph, applied, String(lower), { clamp: !assertRelativeLength })
  const roots = inclusive && target.id !== undefined ? [target.id] : rootsAbove(graph, target, String(lower))
  const above = graph.descendants(roots)
  const beneath = graph.ancestors(roots)
  const dropped = [...applied].filter((id) => above.has(id) || (implicitBase && !beneath.has(id)))
  if (target.id !== undefined && dropped.length === 0 && !heads.includes(target.id))
    throw new AludelError("revision/not-applied", "nothing to drop")
  return graph.order(dropped).toReversed()
}
