import { AludelError, isAludelError } from "../errors/error.ts"
import type { RevisionGraph } from "./graph.ts"
import { parseIdentifier, type Identifier } from "./identifier.ts"
import { notFound } from "./not-found.ts"

/**
 * Takes a target apart; exact names of this graph win.
 *
 * @throws AludelError `revision/range` where it is a range
 */
export function identify(graph: RevisionGraph, text: string): Identifier {
  const isName = (name: string) => graph.named(name) !== undefined
  if (text.includes(":") && !isName(text)) throw rangeNotAllowed(text)
  return parseIdentifier(text, isName)
}

/**
 * The revision of an id, a label, or the beginning of one. Names of up to three signs can't be abbreviated.
 *
 * @param text what was typed, for messages
 * @param within only revisions among these count for beginnings
 * @throws AludelError `revision/not-found`, `revision/ambiguous`
 */
export function findRevision(
  graph: RevisionGraph,
  name: string,
  text = name,
  within?: ReadonlySet<string>,
): string {
  const exact = graph.named(name)
  if (exact !== undefined) return exact
  if (name === "") throw empty(text)
  const matches = graph.names.filter((each) => each.length > 3 && each.startsWith(name))
  const counting =
    within === undefined ? matches : matches.filter((each) => within.has(graph.named(each) ?? each))
  const [only] = counting
  if (only === undefined) throw notFound(graph, name, text)
  if (counting.length > 1) throw ambiguous(graph, name, counting)
  return graph.named(only) ?? only
}

/**
 * The revision that stands for a branch: the one that declares the label, or any revision of its line.
 *
 * @throws AludelError `revision/not-found` with `details.branch`
 */
export function findBranch(graph: RevisionGraph, branch: string, text: string): string {
  try {
    return findRevision(graph, branch, text)
  } catch (cause) {
    if (branch === "" || (isAludelError(cause) && cause.code === "revision/ambiguous")) throw cause
    const labels = graph.names.filter((name) => !graph.has(name))
    throw new AludelError("revision/not-found", `No such branch: '${branch}' (in '${text}')`, {
      hint:
        labels.length > 0
          ? `Labels are: ${some(labels)}`
          : "No revision has a label; an id before @ means its line.",
      cause,
      details: { identifier: text, branch },
    })
  }
}

/** The first few of many names, for messages. */
export function some(names: readonly string[]): string {
  return names.length > 8 ? `${names.slice(0, 8).join(", ")} and ${names.length - 8} more` : names.join(", ")
}

function rangeNotAllowed(text: string): AludelError {
  return new AludelError("revision/range", `Range revision not allowed: '${text}'`, {
    hint: "Name one revision. Ranges are for history, and for upgrade and downgrade with --sql.",
    details: { identifier: text, problem: "not-allowed" },
  })
}

function ambiguous(graph: RevisionGraph, name: string, matches: readonly string[]): AludelError {
  const list = matches.map(
    (each) => `'${each}'${each === graph.named(each) ? ` (${graph.get(each).message})` : ""}`,
  )
  return new AludelError("revision/ambiguous", `Multiple revisions start with '${name}': ${some(list)}`, {
    hint: "Type more of the identifier.",
    details: { identifier: name, matches },
  })
}

function empty(text: string): AludelError {
  const where = text === "" ? "" : ` (in '${text}')`
  return new AludelError("revision/not-found", `Can't locate revision identified by ''${where}`, {
    hint: "Name a revision, head, heads or base.",
    details: { identifier: text },
  })
}
