import { AludelError, type ErrorCode } from "../errors/error.ts"
import { cycles } from "./cycles.ts"
import type { Edges } from "./edges.ts"
import { indexOfName, type NameIndex } from "./name-index.ts"
import { forbiddenSigns } from "./revision.ts"
import type { LocatedHeader, UnreadableHeader } from "./source.ts"

/** What can be wrong with a history. */
export type ProblemKind =
  | "unreadable"
  | "invalid-id"
  | "invalid-label"
  | "duplicate-id"
  | "duplicate-label"
  | "missing-parent"
  | "missing-dependency"
  | "self-loop"
  | "dependency-self-loop"
  | "cycle"
  | "dependency-cycle"

/** One thing that is wrong with a history. */
export interface Problem {
  readonly kind: ProblemKind
  /** One sentence with the names and files in it. */
  readonly message: string
  /** The revisions it is about; of a cycle, in the order of its path. */
  readonly revisions: readonly string[]
  /** The files it is about. */
  readonly locations: readonly string[]
}

/** Whether a header could not be read. */
export function isUnreadable(header: LocatedHeader | UnreadableHeader): header is UnreadableHeader {
  return "problem" in header
}

/**
 * Everything that is wrong with these headers, in an order that does not depend on theirs.
 *
 * @param names those of the readable ones, in their order
 * @param edges what is known once they are connected: where all is well, nothing is looked for
 */
export function findProblems(
  headers: readonly (LocatedHeader | UnreadableHeader)[],
  names: NameIndex,
  { complete, resolved }: Pick<Edges, "complete" | "resolved">,
): readonly Problem[] {
  const readable = headers.filter((header): header is LocatedHeader => !isUnreadable(header))
  const problems = [
    ...headers.filter(isUnreadable).map(unreadable),
    ...readable.flatMap(invalidNames),
    ...(names.distinct ? [] : [...duplicateIds(readable), ...duplicateLabels(readable)]),
    ...(complete && resolved && names.distinct ? [] : edgeProblems(readable, names)),
    ...(complete ? [] : loops(readable, names)),
  ]
  return problems.toSorted(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || compare(a.message, b.message),
  )
}

/** The error that tells of these problems: the only one's own code, `graph/problems` for several. */
export function problemsError(problems: readonly Problem[]): AludelError {
  const [only, ...others] = problems
  if (only !== undefined && others.length === 0) {
    const { code, hint } = told[only.kind]
    return new AludelError(code, only.message, { hint, details: { problems } })
  }
  const list = problems.map(({ message }) => `\n  - ${message}`).join("")
  return new AludelError("graph/problems", `the history has ${problems.length} problems:${list}`, {
    hint: "Mend the files named above; nothing can be run before that.",
    details: { problems },
  })
}

const told: Readonly<Record<ProblemKind, { readonly code: ErrorCode; readonly hint: string }>> = {
  unreadable: { code: "revision/load", hint: "Mend the file, or move it out of the folder of revisions." },
  "invalid-id": {
    code: "graph/invalid-id",
    hint: "Give the revision an id of letters, digits and underscores, and its children the same parent.",
  },
  "invalid-label": { code: "graph/invalid-id", hint: "Take another label." },
  "duplicate-id": {
    code: "graph/duplicate-id",
    hint: "Give one of them another id; if one is a copy, delete it.",
  },
  "duplicate-label": { code: "graph/duplicate-label", hint: "Take another label in one of the files." },
  "missing-parent": {
    code: "graph/missing-parent",
    hint: "Bring the missing file back, or name another parent. Parents are full ids.",
  },
  "missing-dependency": {
    code: "graph/missing-parent",
    hint: "Bring the missing file back, or correct dependsOn. It takes full ids and labels.",
  },
  "self-loop": { code: "graph/cycle", hint: "Take the revision's own id out of its parents." },
  "dependency-self-loop": {
    code: "graph/cycle",
    hint: "Take the revision's own id and labels out of dependsOn.",
  },
  cycle: { code: "graph/cycle", hint: "Correct the parents of one of the files named above." },
  "dependency-cycle": {
    code: "graph/cycle",
    hint: "Correct parents or dependsOn of one of the files named above.",
  },
}

const order = Object.keys(told)

function unreadable({ location, problem }: UnreadableHeader): Problem {
  return { kind: "unreadable", message: `${location}: ${problem}`, revisions: [], locations: [location] }
}

/** Why this can't be a label, as a clause; `undefined` where it can. */
export function labelFault(label: string): string | undefined {
  if (label === "") return "it is empty"
  return /\s/.test(label) ? "it has white space in it" : undefined
}

function invalidNames({ id, branchLabels, location }: LocatedHeader): readonly Problem[] {
  const at = { revisions: [id], locations: [location] }
  const signs = forbiddenSigns(id)
  const problems: Problem[] = []
  if (id === "")
    problems.push({ kind: "invalid-id", message: `the revision identifier is empty (${location})`, ...at })
  if (signs.length > 0) {
    const list = signs.map((sign) => (sign.trim() === "" ? "white space" : sign)).join(", ")
    problems.push({
      kind: "invalid-id",
      message: `Character(s) '${list}' not allowed in revision identifier '${id}' (${location})`,
      ...at,
    })
  }
  for (const label of branchLabels) {
    const fault = labelFault(label)
    if (fault !== undefined)
      problems.push({
        kind: "invalid-label",
        message: `Branch name '${label}' in revision ${id} is not allowed: ${fault} (${location})`,
        ...at,
      })
  }
  return problems
}

function duplicateIds(headers: readonly LocatedHeader[]): readonly Problem[] {
  return [...grouped(sorted(headers), ({ id }) => [id])]
    .filter(([, same]) => same.length > 1)
    .map(([id, same]) => {
      const locations = same.map(({ location }) => location)
      return {
        kind: "duplicate-id",
        message: `Revision ${id} is present more than once: ${locations.join(", ")}`,
        revisions: [id],
        locations,
      }
    })
}

function duplicateLabels(headers: readonly LocatedHeader[]): readonly Problem[] {
  const ids = grouped(headers, ({ id }) => [id])
  return [...grouped(sorted(headers), ({ branchLabels }) => branchLabels)].flatMap(([label, declaring]) => {
    const using = [...(ids.get(label) ?? []), ...declaring]
    const [first, second] = using
    if (first === undefined || second === undefined) return []
    const message = `Branch name '${label}' in revision ${second.id} (${second.location}) already used by revision ${first.id} (${first.location})`
    return [
      {
        kind: "duplicate-label" as const,
        message,
        revisions: using.map(({ id }) => id),
        locations: unique(using.map(({ location }) => location)),
      },
    ]
  })
}

function edgeProblems(headers: readonly LocatedHeader[], names: NameIndex): readonly Problem[] {
  const problems: Problem[] = []
  for (const header of headers) {
    const { id, parents, dependsOn } = header
    for (const name of parents)
      if (!names.ids.has(name)) problems.push(missing("missing-parent", header, name))
    for (const name of dependsOn)
      if (indexOfName(names, name) === undefined) problems.push(missing("missing-dependency", header, name))
    if (parents.includes(id)) problems.push(selfLoop("self-loop", header))
    if (dependsOn.some((name) => headers[indexOfName(names, name) ?? -1]?.id === id))
      problems.push(selfLoop("dependency-self-loop", header))
  }
  return problems
}

function missing(
  kind: "missing-parent" | "missing-dependency",
  { id, location }: LocatedHeader,
  name: string,
): Problem {
  const role = kind === "missing-parent" ? "parent" : "dependency"
  return {
    kind,
    message: `Revision ${name} referenced from ${id} (${location}) as its ${role} is not present`,
    revisions: [id],
    locations: [location],
  }
}

function selfLoop(kind: "self-loop" | "dependency-self-loop", { id, location }: LocatedHeader): Problem {
  const what = kind === "self-loop" ? "Self-loop" : "Dependency self-loop"
  return {
    kind,
    message: `${what} is detected in revisions (${id}) (${location})`,
    revisions: [id],
    locations: [location],
  }
}

function loops(headers: readonly LocatedHeader[], names: NameIndex): readonly Problem[] {
  const byId = new Map(headers.map((header) => [header.id, header]))
  const parents = (id: string) => byId.get(id)?.parents ?? []
  const both = (id: string) => [
    ...parents(id),
    ...(byId.get(id)?.dependsOn ?? []).flatMap((name) => headers[indexOfName(names, name) ?? -1]?.id ?? []),
  ]
  const ids = [...byId.keys()]
  const plain = cycles(ids, parents)
  const seen = new Set(plain.flat())
  const mixed = cycles(ids, both).filter((path) => !path.some((id) => seen.has(id)))
  return [
    ...plain.map((path) => loop("cycle", path, byId)),
    ...mixed.map((path) => loop("dependency-cycle", path, byId)),
  ]
}

function loop(
  kind: "cycle" | "dependency-cycle",
  path: readonly string[],
  byId: ReadonlyMap<string, LocatedHeader>,
): Problem {
  const what = kind === "cycle" ? "Cycle" : "Dependency cycle"
  const locations = path.map((id) => byId.get(id)?.location ?? id)
  const steps = path.map((id, index) => `${id} (${locations[index] ?? ""})`)
  const shown =
    steps.length > 12 ? [...steps.slice(0, 6), `… ${steps.length - 9} more …`, ...steps.slice(-3)] : steps
  return {
    kind,
    message: `${what} is detected in revisions: ${[...shown, path[0] ?? ""].join(" → ")}`,
    revisions: path,
    locations,
  }
}

function grouped<T>(
  items: readonly T[],
  keys: (item: T) => readonly string[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    for (const key of keys(item)) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [item])
      else group.push(item)
    }
  }
  return groups
}

function sorted(headers: readonly LocatedHeader[]): readonly LocatedHeader[] {
  return headers.toSorted((a, b) => compare(a.location, b.location))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function unique(items: readonly string[]): readonly string[] {
  return [...new Set(items)]
}
