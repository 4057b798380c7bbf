import { AludelError } from "../errors/error.ts"
import type { RevisionGraph } from "../revisions/graph.ts"
import type { AppliedRevision } from "./applied.ts"

/** What the recorded revisions that no file has mean. */
export interface Standing {
  /** The applied revisions that have a file. */
  readonly known: ReadonlySet<string>
  /** Those that have none: their files were deleted after newer revisions had been applied. No obstacle. */
  readonly pruned: readonly string[]
  /** Those that have none because the database was migrated by a newer version of the project. */
  readonly ahead: readonly string[]
  /** Those that have none for no reason that could be seen. */
  readonly lost: readonly string[]
}

/**
 * Sorts the applied revisions by their files. By the recorded parents: one with all heads of the files beneath it means
 * that the database is ahead; one with something known above it was pruned; any other is lost.
 */
export function standing(graph: RevisionGraph, applied: ReadonlyMap<string, AppliedRevision>): Standing {
  const known = new Set([...applied.keys()].filter((id) => graph.has(id)))
  const unknown = [...applied.keys()].filter((id) => !graph.has(id))
  if (unknown.length === 0) return { known, pruned: [], ahead: [], lost: [] }
  const beneathKnown = recordedBelow([...known], applied)
  const pruned = unknown.filter((id) => beneathKnown.has(id))
  const rest = unknown.filter((id) => !beneathKnown.has(id))
  const beneathRest = recordedBelow(rest, applied)
  const isAhead = graph.heads.length > 0 && graph.heads.every((head) => beneathRest.has(head))
  return { known, pruned, ahead: isAhead ? rest : [], lost: isAhead ? [] : rest }
}

/** The heads of a database by what it has recorded, where the files know less. */
export function recordedHeads(applied: ReadonlyMap<string, AppliedRevision>): readonly string[] {
  const below = new Set([...applied.values()].flatMap(({ parents, dependsOn }) => [...parents, ...dependsOn]))
  return [...applied.keys()].filter((id) => !below.has(id))
}

/** The error for recorded revisions that were lost. */
export function missingRevision(
  lost: readonly string[],
  applied: ReadonlyMap<string, AppliedRevision>,
): AludelError {
  const list = lost.map(
    (id) => `'${id}' (${applied.get(id)?.message ?? ""}, applied ${applied.get(id)?.appliedAt ?? ""})`,
  )
  return new AludelError(
    "history/missing-revision",
    `Can't locate revision identified by ${list.join(", ")}: the database has it, no file has`,
    {
      hint: [
        "Check out the branch that has the file, or take it back by what is stored of it: aludel downgrade TARGET",
        "If it is gone for good, record where the database is: aludel stamp --purge REVISION",
      ].join("\n"),
      details: { missing: lost },
    },
  )
}

function recordedBelow(
  ids: readonly string[],
  applied: ReadonlyMap<string, AppliedRevision>,
): ReadonlySet<string> {
  const seen = new Set<string>()
  const open = [...ids]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const row = applied.get(next)
    for (const parent of row === undefined ? [] : [...row.parents, ...row.dependsOn]) {
      if (!seen.has(parent)) {
        seen.add(parent)
        open.push(parent)
      }
    }
  }
  return seen
}
