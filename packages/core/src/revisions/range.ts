import { AludelError } from "../errors/error.ts"
import { headsOf } from "./applied.ts"
import type { RevisionGraph } from "./graph.ts"
import { isUpward, parseRange } from "./identifier.ts"
import { findRevision, identify } from "./lookup.ts"
import { resolve, resolveAny } from "./resolve.ts"
import { refuseOverlap, walkUp } from "./upgrade.ts"
import { tooFar } from "./walk.ts"

/**
 * The revisions of a range like `a:b`, newest first, both ends included: what is needed by the upper end and lies above
 * the lower one. Open ends are `base` and `heads`; `current` is where the database is. Relative upper ends count from
 * the lower one and stop where the history does.
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
  return span(graph, {
    lower: end(ends.from, "base"),
    upper: end(ends.to, "heads"),
    text,
    inclusive: true,
    clamp: true,
  })
}

/** What to span. */
export interface Span {
  readonly lower: readonly string[]
  readonly upper: readonly string[]
  /** The range as typed, for messages. */
  readonly text: string
  /** Whether the lower ends belong to it. */
  readonly inclusive: boolean
  /** Whether relative upper ends that run off the history stop there. Else they are an error. */
  readonly clamp: boolean
  /** Whether what the upper ends need besides the lower ones belongs to it. Default: only what lies above the lower ends. */
  readonly implicitBase?: boolean
}

/** The revisions between targets, newest first. */
export function span(
  graph: RevisionGraph,
  { lower, upper, text, inclusive, clamp, implicitBase = false }: Span,
): readonly string[] {
  const targets = onBranchOf(graph, lower, upperEnd(graph, lower, upper, clamp))
  const from = lower.flatMap((end) => lowerEnd(graph, end))
  refuseOverlap(graph, targets)
  const needed = graph.below(targets)
  const isBelow = ({ id, walked }: LowerEnd) => (id === undefined ? !walked : needed.includes(id))
  if (!implicitBase && !from.every(isBelow)) throw notAncestor(text)
  const ids = from.flatMap(({ id }) => id ?? [])
  refuseOverlap(graph, ids)
  if (ids.length === 0) return needed.toReversed()
  const beneath = graph.ancestors(ids)
  const above = implicitBase ? undefined : graph.descendants(ids, { dependencies: false })
  const inside = needed.filter((id) => above?.has(id) !== false && !beneath.has(id))
  return (inclusive ? graph.order([...inside, ...ids]) : inside).toReversed()
}

interface LowerEnd {
  readonly id: string | undefined
  /** Whether it was counted from the heads. */
  readonly walked: boolean
}

function lowerEnd(graph: RevisionGraph, text: string): readonly LowerEnd[] {
  const identifier = identify(graph, text)
  const { steps, symbol } = identifier
  const walked = steps !== undefined && symbol === undefined
  return resolveAny(graph, identifier).map(({ id, complete }) => {
    if (!complete) throw tooFar(text, steps)
    return { id, walked }
  })
}

function upperEnd(
  graph: RevisionGraph,
  lower: readonly string[],
  upper: readonly string[],
  clamp: boolean,
): readonly string[] {
  const beneath = () => {
    // A relative upper end counts from the lower one, which must be absolute then.
    for (const text of lower) if (identify(graph, text).steps !== undefined) findRevision(graph, text)
    return graph.ancestors(resolve(graph, lower))
  }
  return upper.flatMap((text) => {
    const identifier = identify(graph, text)
    const { steps, symbol } = identifier
    if (steps === undefined || upper.length > 1) return resolve(graph, text)
    if (symbol === undefined && !isUpward(steps)) throw tooFar(text, steps)
    const { id, complete } = walkUp(graph, symbol === undefined ? beneath() : new Set(), identifier, steps)
    if (!complete && !clamp) throw tooFar(text, steps)
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

/** The ends of what is written as SQL without a database: `from:to`, or, but for a downgrade, just `to`. */
export interface ScriptRange {
  readonly from: string
  readonly to: string
}

/**
 * Takes apart what `--sql` is given: where the database is supposed to be, and the target.
 *
 * @throws AludelError `revision/range` where a downgrade does not say where it starts, or there are several colons
 */
export function scriptRange(direction: "upgrade" | "downgrade" | "stamp", text: string): ScriptRange {
  if (text.includes(":")) {
    const ends = parseRange(text)
    if (ends === undefined) throw notAScriptRange(direction, text)
    return { from: ends.from ?? "base", to: ends.to ?? (direction === "downgrade" ? "base" : "head") }
  }
  if (direction !== "downgrade") return { from: "base", to: text }
  throw new AludelError("revision/range", `downgrade with --sql requires <fromrev>:<torev>, not '${text}'`, {
    hint: `Without a database nobody knows where it starts: aludel downgrade --sql head:${text}`,
    details: { identifier: text, problem: "required" },
  })
}

function notAScriptRange(direction: string, text: string): AludelError {
  const message = `${direction} with --sql takes one range, <fromrev>:<torev>, not '${text}'`
  return new AludelError("revision/range", message, {
    hint: "There is one colon in a range.",
    details: { identifier: text, problem: "syntax" },
  })
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
