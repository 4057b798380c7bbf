import { AludelError } from "../errors/error.ts"
import { headsOf } from "./applied.ts"
import type { RevisionGraph } from "./graph.ts"
import { isUpward, type Identifier, type Steps } from "./identifier.ts"
import { identify, some } from "./lookup.ts"
import { branchOf, resolve, resolveOne } from "./resolve.ts"
import { intersection } from "./sets.ts"
import { tooFar, walk, type Walked } from "./walk.ts"

/**
 * The revisions that an upgrade to these targets applies, oldest first: what lies below them and is not applied.
 *
 * @param applied ids that the graph has
 * @throws AludelError with a code of `revision/…`
 */
export function upgradeSteps(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  target: string | readonly string[],
): readonly string[] {
  const targets = upgradeTargets(graph, applied, target)
  refuseOverlap(graph, targets)
  return graph.below(targets).filter((id) => !applied.has(id))
}

/**
 * The revisions that targets of an upgrade name, each once. A relative one counts from where the database is; among
 * several there is no such thing.
 */
function upgradeTargets(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  target: string | readonly string[],
): readonly string[] {
  const [text, ...others] = [target].flat()
  if (text === undefined || others.length > 0) return resolve(graph, target)
  const identifier = identify(graph, text)
  const { steps, symbol } = identifier
  if (steps === undefined) return resolve(graph, text)
  const { id, complete } = walkUp(graph, applied, identifier, steps)
  if (!complete) throw tooFar(text, symbol === undefined ? steps : undefined)
  return id === undefined ? [] : [id]
}

/** Where a relative target of an upgrade leads. */
export function walkUp(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  identifier: Identifier,
  steps: Steps,
): Walked {
  const { text, branch, symbol } = identifier
  if (symbol === undefined) {
    if (!isUpward(steps)) throw tooFar(text, steps, `To go down: aludel downgrade ${text}`)
    return walk(graph, startOf(graph, applied, identifier), steps, { text, line: lineOf(graph, identifier) })
  }
  if (isUpward(steps))
    return walk(graph, resolveOne(graph, { text, symbol }), steps, { text, line: lineOf(graph, identifier) })
  return walk(
    graph,
    resolveOne(graph, { text, ...(branch === undefined ? {} : { branch }), symbol }),
    steps,
    { text },
  )
}

/**
 * Refuses targets of which one lies below another: the lower one says nothing, so something else was meant.
 *
 * @throws AludelError `revision/overlap`
 */
export function refuseOverlap(graph: RevisionGraph, targets: readonly string[]): void {
  const inner = targets.filter((id) => graph.children(id).length > 0 || graph.dependents(id).length > 0)
  if (targets.length < 2 || inner.length === 0) return
  const below = graph.ancestors(
    targets.flatMap((id) => [...graph.get(id).parents, ...graph.dependencies(id)]),
  )
  const lower = inner.find((id) => below.has(id))
  if (lower === undefined) return
  const upper = targets.filter((id) => id !== lower && graph.ancestors([id]).has(lower))
  throw new AludelError(
    "revision/overlap",
    `Requested revision ${upper[0] ?? ""} overlaps with other requested revisions ${lower}`,
    {
      hint: `${lower} lies below ${upper[0] ?? ""}: name only the upper one.`,
      details: { revisions: targets },
    },
  )
}

function lineOf(graph: RevisionGraph, { branch, text }: Identifier): ReadonlySet<string> | undefined {
  return branch === undefined ? undefined : branchOf(graph, branch, text).line
}

/** Where the database is, on the branch if one is named: its head there, else the tip of what is applied of the branch, else base. */
function startOf(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  identifier: Identifier,
): string | undefined {
  const line = lineOf(graph, identifier)
  const heads = headsOf(graph, applied)
  const onLine = line === undefined ? heads : heads.filter((id) => line.has(id))
  const starts =
    onLine.length > 0 || line === undefined ? onLine : headsOf(graph, intersection(applied, line))
  if (starts.length > 1) throw ambiguousStart(identifier, starts)
  return starts[0]
}

function ambiguousStart({ text }: Identifier, heads: readonly string[]): AludelError {
  const message = `Ambiguous upgrade from multiple current revisions: '${text}' could go from ${some(heads)}`
  return new AludelError("revision/relative", message, {
    hint: `Name the branch: aludel upgrade ${heads[0] ?? ""}@${text.slice(text.indexOf("@") + 1)}`,
    details: { identifier: text, problem: "ambiguous-start", heads },
  })
}
