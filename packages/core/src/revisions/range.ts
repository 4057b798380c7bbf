import { AludelError } from "../errors/error.ts"
import { headsOf } from "./applied.ts"
import type { RevisionGraph } from "./graph.ts"
import { parseRange } from "./identifier.ts"
import { findRevision, identify } from "./lookup.ts"
import { resolveAny } from "./resolve.ts"
import { refuseOverlap, upgradeTargets, walkUp } from "./upgrade.ts"
import type { Walked } from "./walk.ts"

/**
 * The revisions of a range like `a:b`, newest first, both ends included: what is needed by the upper end and lies above
 * the lower one. Open ends are `base` and `heads`; `current` is where the database is.
 *
 * @param applied needed for `current` only
 * @throws AludelError `revision/range` where the text is no range or its lower end is not below its upper one, and what {@link resolve} throws
 */
export function range(
  graph: RevisionGraph,
  text: string,
  applied: ReadonlySet<string> = new Set(),
): readonly string[] {
  const ends = parseRange(text)
  if (ends === undefined) throw notARange(text)
  const end = (name: string | undefined, open: string) => {
    const current = name === "current" && graph.named(name) === undefined
    const ids = current ? headsOf(graph, applied) : [name ?? open]
    return ids.length > 0 ? ids : [open]
  }
  return span(graph, { lower: end(ends.from, "base"), upper: end(ends.to, "heads"), text })
}

/** What to span. */
export interface Span {
  readonly lower: readonly string[]
  readonly upper: readonly string[]
  /** The range as typed, for messages. */
  readonly text: string
}

function span(graph: RevisionGraph, { lower, upper, text }: Span): readonly string[] {
  const targets = onBranchOf(graph, lower, upperEnd(graph, lower, upper))
  refuseOverlap(graph, targets)
  const needed = graph.ancestors(targets)
  const from = lower
    .flatMap((end) => resolveAny(graph, identify(graph, end)))
    .filter(({ complete }) => complete)
  if (from.some(({ id }) => id === undefined || !needed.has(id))) throw notAncestor(text)
  const ids = from.flatMap(({ id }) => (id === undefined ? [] : [id]))
  if (ids.length === 0) return graph.order(needed).toReversed()
  const above = graph.descendants(ids, { dependencies: false })
  const beneath = graph.ancestors(ids)
  return graph
    .order([...needed].filter((id) => ids.includes(id) || (above.has(id) && !beneath.has(id))))
    .toReversed()
}

/** Relative upper ends count from the lower one, and stop where the history does. */
function upperEnd(
  graph: RevisionGraph,
  lower: readonly string[],
  upper: readonly string[],
): readonly string[] {
  const from = graph.ancestors(
    lower.flatMap((end) => resolveAny(graph, identify(graph, end))).flatMap(({ id }) => id ?? []),
  )
  return upper.flatMap((text) => {
    const identifier = identify(graph, text)
    if (identifier.steps === undefined) return upgradeTargets(graph, from, text)
    const { id }: Walked = walkUp(graph, from, identifier, identifier.steps)
    return id ?? []
  })
}

/** A lower end like `label@base` narrows the upper end to what carries the label. */
function onBranchOf(
  graph: RevisionGraph,
  lower: readonly string[],
  targets: readonly string[],
): readonly string[] {
  const [only] = lower
  const branch = only === undefined || lower.length > 1 ? undefined : identify(graph, only).branch
  if (branch === undefined) return targets
  const id = findRevision(graph, branch, only)
  const labels = id === branch ? graph.labels(id) : [branch]
  return targets.filter((target) => graph.labels(target).some((label) => labels.includes(label)))
}

function notARange(text: string): AludelError {
  return new AludelError(
    "revision/range",
    `History range requires [start]:[end], [start]:, or :[end], not '${text}'`,
    {
      hint: "For example: aludel history -r base:head",
      details: { identifier: text, problem: "syntax" },
    },
  )
}

function notAncestor(text: string): AludelError {
  return new AludelError(
    "revision/range",
    `Requested range ${text} does not refer to ancestor/descendant revisions along the same branch`,
    {
      hint: "The lower end must lie below the upper one. To see the whole history: aludel history",
      details: { identifier: text, problem: "not-ancestor" },
    },
  )
}
