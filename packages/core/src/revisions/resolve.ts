import { AludelError } from "../errors/error.ts"
import type { RevisionGraph } from "./graph.ts"
import { isDownward, type Identifier } from "./identifier.ts"
import { findBranch, findRevision, identify, some } from "./lookup.ts"
import { tooFar, walk, type Walked } from "./walk.ts"

/** The side of a branch that lies before `@`: the revision that stands for it, and its line (parents only). */
export interface Branch {
  readonly id: string
  readonly line: ReadonlySet<string>
}

/**
 * The revisions that absolute targets name, each once, in the order of the targets; none for `base`. A target `-N` or
 * `label@-N` means so many steps below every head; other relative targets belong to upgrade, downgrade and ranges.
 *
 * @throws AludelError `revision/not-found`, `revision/ambiguous`, `revision/multiple-heads`, `revision/not-in-branch`, `revision/relative`
 */
export function resolve(graph: RevisionGraph, targets: string | readonly string[]): readonly string[] {
  const found = [targets].flat().flatMap((text) =>
    resolveAny(graph, identify(graph, text)).map(({ id, complete }) => {
      if (!complete) throw tooFar(text)
      return id
    }),
  )
  return [...new Set(found)].filter((id) => id !== undefined)
}

/**
 * The one revision that an absolute target names; `undefined` for `base`, and for `head` where there is no revision.
 *
 * @throws AludelError like {@link resolve}; `revision/multiple-heads` where it names several
 */
export function resolveOne(graph: RevisionGraph, identifier: Identifier): string | undefined {
  const { branch: name, text } = identifier
  const branch = name === undefined ? undefined : branchOf(graph, name, text)
  const found = resolveSymbol(graph, identifier, branch)
  if (found.length > 1) throw multipleHeads(identifier.text, found)
  return found[0]
}

/** Like {@link resolve} for one target that was taken apart; what walks to or past the base says so. */
export function resolveAny(graph: RevisionGraph, identifier: Identifier): readonly Walked[] {
  const { branch: name, text, symbol, steps } = identifier
  if (symbol === undefined && steps !== undefined && isDownward(steps)) {
    const heads =
      name === undefined
        ? graph.realHeads
        : graph.realHeads.filter((head) => graph.labels(head).includes(name))
    return heads.map((head) => walk(graph, head, steps, { text }))
  }
  if (symbol === "base" && steps === undefined && graph.named(symbol) === undefined) return []
  const branch = name === undefined ? undefined : branchOf(graph, name, text)
  return resolveSymbol(graph, identifier, branch).map((id) => ({ id, complete: true }))
}

/**
 * The line of a branch: what is before `@`, below and above it.
 *
 * @throws AludelError `revision/not-found`, `revision/ambiguous`
 */
export function branchOf(graph: RevisionGraph, name: string, text: string): Branch {
  const id = findBranch(graph, name, text)
  return { id, line: graph.lineage(id, { dependencies: false }) }
}

/** The error for a target that means one head where there are several. */
function multipleHeads(text: string, heads: readonly string[]): AludelError {
  const symbol = text.slice(text.indexOf("@") + 1)
  const message =
    `Multiple head revisions are present for given argument '${text}'; please specify a specific target revision, ` +
    `'<branchname>@${symbol}' to narrow to a specific head, or 'heads' for all heads. The heads are: ${some(heads)}`
  return new AludelError("revision/multiple-heads", message, {
    hint: 'To make them one: aludel merge heads -m "merge heads"; to apply all: aludel upgrade heads',
    details: { identifier: text, heads },
  })
}

function resolveSymbol(
  graph: RevisionGraph,
  { text, symbol, steps }: Identifier,
  branch: Branch | undefined,
): readonly string[] {
  const name = steps === undefined ? (symbol ?? "") : `${symbol ?? ""}${steps.text}`
  if (name === "base") return []
  if (name === "head" || name === "heads") return headsFor(graph, text, name, branch)
  const id = findRevision(graph, name, text, branch?.line)
  if (branch !== undefined && !branch.line.has(id)) throw notInBranch(text, id, branch)
  return [id]
}

function headsFor(
  graph: RevisionGraph,
  text: string,
  symbol: "head" | "heads",
  branch: Branch | undefined,
): readonly string[] {
  if (branch === undefined && symbol === "heads") return graph.realHeads
  const heads = branch === undefined ? graph.heads : graph.heads.filter((head) => branch.line.has(head))
  if (symbol === "head" && heads.length > 1) throw multipleHeads(text, heads)
  return heads
}

function notInBranch(text: string, id: string, branch: Branch): AludelError {
  return new AludelError(
    "revision/not-in-branch",
    `Revision ${id} is not a member of branch '${text.slice(0, text.indexOf("@"))}'`,
    {
      hint: `To see what is: aludel history -r ${branch.id}@base:${branch.id}@head`,
      details: { identifier: text, revision: id },
    },
  )
}
