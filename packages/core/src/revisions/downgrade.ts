import { AludelError } from "../errors/error.ts"
import { branchHeadsOf, headsOf } from "./applied.ts"
import type { RevisionGraph } from "./graph.ts"
import { isDownward, type Identifier, type Steps } from "./identifier.ts"
import { findBranch, identify, some } from "./lookup.ts"
import { branchOf, resolveOne } from "./resolve.ts"
import { tooFar, walk } from "./walk.ts"

/**
 * The revisions that a downgrade to this target takes back, newest first: what is applied above it, and what depends on
 * that. What they depended on stays.
 *
 * @param applied ids that the graph has
 * @throws AludelError with a code of `revision/…`; `revision/not-applied` where the target is not applied
 */
export function downgradeSteps(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  target: string,
): readonly string[] {
  const to = downgradeTarget(graph, applied, target)
  const above = graph.above(rootsAbove(graph, to, target))
  // Mostly everything is applied before a downgrade, and looking up each is what takes long in a long history.
  const dropped = applied.size === graph.ids.length ? above : above.filter((id) => applied.has(id))
  if (to.id !== undefined && dropped.length === 0 && !headsOf(graph, applied).includes(to.id))
    throw nothingToDrop(target, to.id)
  return dropped.toReversed()
}

/** Where a downgrade goes: a revision, or (`id` absent) base; with a branch, only by that branch's line. */
export interface DowngradeTarget {
  readonly id: string | undefined
  readonly branch?: string
}

/** What the target of a downgrade names, relative ones counted from where the database is. */
export function downgradeTarget(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  target: string,
  { clamp = false }: { readonly clamp?: boolean } = {},
): DowngradeTarget {
  const identifier = identify(graph, target)
  const { text, branch, symbol, steps } = identifier
  if (steps === undefined) {
    // As in Alembic, a branch before an absolute target only chooses among the lines above it.
    const id = resolveOne(graph, { text, ...(symbol === undefined ? {} : { symbol }) })
    return { id, ...lineOf(graph, branch, text) }
  }
  if (symbol === undefined) return stepsDown(graph, applied, identifier, steps, clamp)
  const down = isDownward(steps)
  const start = resolveOne(graph, { text, ...(down && branch !== undefined ? { branch } : {}), symbol })
  const line = down || branch === undefined ? undefined : branchOf(graph, branch, text).line
  const { id, complete } = walk(graph, start, steps, { text, line })
  if (!complete && !clamp) throw tooFar(text)
  return { id, ...lineOf(graph, branch, text) }
}

function lineOf(
  graph: RevisionGraph,
  branch: string | undefined,
  text: string,
): { readonly branch?: string } {
  return branch === undefined ? {} : { branch: findBranch(graph, branch, text) }
}

function stepsDown(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  { text, branch }: Identifier,
  steps: Steps,
  clamp: boolean,
): DowngradeTarget {
  if (!isDownward(steps)) throw tooFar(text, steps, `To go up: aludel upgrade ${text}`)
  const start = startOf(graph, applied, text, branch)
  if (start === undefined) throw tooFar(text, steps)
  const { id, complete } = walk(graph, start, steps, { text })
  if (!complete && !clamp) throw tooFar(text, steps)
  return { id, branch: branch === undefined ? start : findBranch(graph, branch, text) }
}

function startOf(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  text: string,
  branch: string | undefined,
): string | undefined {
  const line = branch === undefined ? undefined : branchOf(graph, branch, text).line
  const heads = headsOf(graph, applied)
  const onLine = line === undefined ? heads : heads.filter((id) => line.has(id))
  const starts =
    onLine.length > 0 || line === undefined
      ? onLine
      : branchHeadsOf(graph, applied).filter((id) => line.has(id))
  if (starts.length > 1) throw ambiguousStart(text, starts)
  return starts[0]
}

/** The lowest revisions that a downgrade takes back, applied or not. */
export function rootsAbove(
  graph: RevisionGraph,
  { id, branch }: DowngradeTarget,
  text: string,
): readonly string[] {
  const roots = id === undefined ? graph.bases : graph.children(id)
  if (branch === undefined || roots.length < 2) return roots
  const below = graph.ancestors([branch], { dependencies: false })
  const chosen = roots.filter((each) => below.has(each))
  if (chosen.length === 0) throw notOnBranch(text, branch)
  return chosen
}

function nothingToDrop(text: string, id: string): AludelError {
  return new AludelError(
    "revision/not-applied",
    `Destination ${text} is not a valid downgrade target from current head(s): nothing above ${id} is applied`,
    {
      hint: "To see where the database is: aludel current",
      details: { identifier: text, revision: id },
    },
  )
}

function notOnBranch(text: string, branch: string): AludelError {
  return new AludelError(
    "revision/not-in-branch",
    `Not a valid downgrade target from current heads: '${text}' leaves nothing of the line of ${branch} to take back`,
    {
      hint: "Leave out what is before @, or name a revision above the branch point.",
      details: { identifier: text, branch, problem: "downgrade" },
    },
  )
}

function ambiguousStart(text: string, heads: readonly string[]): AludelError {
  const message = `Ambiguous downgrade from multiple current revisions: '${text}' could go from ${some(heads)}`
  return new AludelError("revision/relative", message, {
    hint: `Name the branch: aludel downgrade ${heads[0] ?? ""}@${text.slice(text.indexOf("@") + 1)}`,
    details: { identifier: text, problem: "ambiguous-start", heads },
  })
}
