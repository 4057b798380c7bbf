import { AludelError } from "../errors/error.ts"
import type { RevisionGraph } from "./graph.ts"
import type { Steps } from "./identifier.ts"
import { some } from "./lookup.ts"

/** Where a walk ended: at a revision, or (`id` absent) below all of them. Incomplete: the way was shorter than the steps. */
export interface Walked {
  readonly id: string | undefined
  readonly complete: boolean
}

/** How to walk. */
export interface Way {
  /** The target as typed, for messages. */
  readonly text: string
  /** Only through these. Default: anywhere. */
  readonly line?: ReadonlySet<string> | undefined
}

/**
 * Walks along parents or children, from a revision or (`undefined`) from where nothing is applied. A step down from
 * there leads to the head, as in Alembic.
 *
 * @throws AludelError `revision/relative` where the way forks
 */
export function walk(
  graph: RevisionGraph,
  start: string | undefined,
  steps: Steps,
  { text, line }: Way,
): Walked {
  let id = start
  for (let step = 0; step < steps.count; step++) {
    if (!steps.up && id === undefined && step > 0) return { id, complete: false }
    const ways = nextOf(graph, id, steps.up, line)
    if (ways.length > 1) throw ambiguousWalk(text, id, ways, steps.up)
    if (ways.length === 0 && (steps.up || id === undefined)) return { id, complete: false }
    id = ways[0]
  }
  return { id, complete: true }
}

/**
 * The error for a relative target that runs off the graph.
 *
 * @param steps how far it was to go from where the database is. Absent: from a revision that was named
 * @param hint Default: how to see what there is
 */
export function tooFar(text: string, steps?: Steps, hint?: string): AludelError {
  const message =
    steps === undefined
      ? `Walked too far: '${text}' runs off the history`
      : `Relative revision ${steps.text} didn't produce ${steps.count} migrations`
  return new AludelError("revision/relative", message, {
    hint: hint ?? "To see where the database is and what there is: aludel current; aludel history",
    details: { identifier: text, problem: steps === undefined ? "walked-too-far" : "too-far" },
  })
}

function nextOf(
  graph: RevisionGraph,
  id: string | undefined,
  up: boolean,
  line: ReadonlySet<string> | undefined,
): readonly string[] {
  if (!up) return id === undefined ? graph.heads : graph.get(id).parents
  const above = id === undefined ? graph.bases : graph.children(id)
  return line === undefined ? above : above.filter((each) => line.has(each))
}

function ambiguousWalk(
  text: string,
  at: string | undefined,
  ways: readonly string[],
  up: boolean,
): AludelError {
  const where = at === undefined ? "base" : `'${at}'`
  return new AludelError(
    "revision/relative",
    `Ambiguous walk: '${text}' could go from ${where} to ${some(ways)}`,
    {
      hint: up
        ? `Name the branch: ${ways[0] ?? ""}@${text.slice(text.indexOf("@") + 1)}`
        : `Name the revision to go to, for example ${ways[0] ?? ""}.`,
      details: { identifier: text, problem: "ambiguous", ways },
    },
  )
}
