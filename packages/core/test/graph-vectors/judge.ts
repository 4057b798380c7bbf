import type { Answer, VectorNode } from "./vector.ts"

/** A vector with what Alembic did. */
export interface RecordedVector {
  readonly id: string
  readonly kind: string
  readonly graph: string
  readonly op?: string
  readonly rows?: readonly string[]
  readonly target?: string | readonly string[]
  readonly ident?: string | readonly string[]
  readonly range?: string
  readonly base?: string
  readonly head?: string
  readonly upper?: string | readonly string[] | null
  readonly lower?: string | readonly string[] | null
  readonly expect: Expected
  /** What Alembic should have done: fine too. */
  readonly alt?: Fields
  /** Why Alembic's outcome is not demanded. */
  readonly lenient?: string
  readonly quirks?: readonly string[]
  readonly rowsOrigin?: string
}

type Fields = Readonly<Record<string, unknown>>

type Expected =
  | (Fields & { readonly ok: true })
  | { readonly ok: false; readonly error: { readonly kind: string } }

/** Why an answer does not match; `undefined` where it does, or need not. Any order that the graph allows will do. */
export function judge(
  nodes: readonly VectorNode[],
  vector: RecordedVector,
  answer: Answer,
): string | undefined {
  const wrong = compare(nodes, vector, vector.expect, answer)
  if (wrong === undefined) return undefined
  if (vector.alt === undefined) return vector.lenient === undefined ? wrong : undefined
  return compare(nodes, vector, { ...vector.expect, ...vector.alt, ok: true }, answer)
}

function compare(
  nodes: readonly VectorNode[],
  vector: RecordedVector,
  expected: Expected,
  answer: Answer,
): string | undefined {
  if (!expected.ok) return compareErrors(expected.error.kind, answer)
  if (!answer.ok)
    return `wanted ${JSON.stringify(expected)}, got ${answer.error.code}: ${answer.error.message}`
  if ("steps" in expected) return compareSteps(nodes, vector, expected, answer)
  if (vector.kind === "iterate")
    return compareOrder(nodes, expected["revisions"], answer["revisions"], "downgrade")
  const wrong = Object.keys(expected).find(
    (key) => !["order", "warnings"].includes(key) && canonical(expected[key]) !== canonical(answer[key]),
  )
  return wrong === undefined ? undefined : differ(wrong, expected[wrong], answer[wrong])
}

const groups: readonly (readonly string[])[] = [
  ["NoSuchRevision", "NoSuchBranch", "AmbiguousId", "NotInBranch"],
  ["RangeNotAncestor", "NothingToDrop", "NotValidDowngradeTarget"],
  ["RelativeTooFar", "WalkedTooFar", "AmbiguousWalk", "AmbiguousUpgrade"],
  ["Cycle", "DependencyCycle", "SelfLoop", "DependencySelfLoop"],
  ["RangeNotAllowed", "RangeRequired", "RangeSyntax"],
]

function compareErrors(wanted: string, answer: Answer): string | undefined {
  if (answer.ok) return `wanted ${wanted}, got ${JSON.stringify(answer)}`
  const { kind, message } = answer.error
  const same =
    kind === wanted ||
    wanted === "Internal" ||
    groups.some((group) => group.includes(kind) && group.includes(wanted))
  return same ? undefined : `wanted ${wanted}, got ${kind}: ${message}`
}

interface Step {
  readonly revision: string
  readonly direction: string
  readonly rows?: readonly string[]
}

function compareSteps(
  nodes: readonly VectorNode[],
  vector: RecordedVector,
  expected: Fields,
  answer: Fields,
): string | undefined {
  const direction = vector.kind === "offline" ? String(vector.op) : vector.kind
  const wanted = expected["steps"] as readonly Step[]
  const got = answer["steps"] as readonly Step[]
  const ids = (steps: readonly Step[]) => steps.map(({ revision }) => revision)
  const wrong =
    compareOrder(nodes, ids(wanted), ids(got), direction) ??
    ("rows" in expected ? differ("final rows", expected["rows"], answer["rows"]) : undefined)
  if (wrong !== undefined || vector.rows === undefined || vector.lenient !== undefined) return wrong
  const rows = got.map((step) => step.rows)
  return differ("rows after steps", rowsAfter(nodes, vector.rows, got), rows)
}

/** Two lists of the same revisions, the second in an order that the graph allows. */
function compareOrder(
  nodes: readonly VectorNode[],
  wanted: unknown,
  got: unknown,
  direction: string,
): string | undefined {
  const list = got as readonly string[]
  const differs = differ("set", (wanted as readonly string[]).toSorted(), list.toSorted())
  if (differs !== undefined) return differs
  const above = closures(nodes)
  const oldestFirst = direction === "upgrade" ? list : list.toReversed()
  const at = new Map(oldestFirst.map((id, index) => [id, index]))
  for (const [index, id] of oldestFirst.entries()) {
    for (const lower of above.get(id) ?? []) {
      if ((at.get(lower) ?? -1) > index) return `${lower} must come before ${id}`
    }
  }
  return undefined
}

/** The rows after each step: what is applied and not implied by something else that is. */
function rowsAfter(
  nodes: readonly VectorNode[],
  rows: readonly string[],
  steps: readonly Step[],
): readonly (readonly string[])[] {
  const below = closures(nodes)
  const applied = new Set(rows.flatMap((id) => [id, ...(below.get(id) ?? [])]))
  return steps.map(({ revision, direction }) => {
    if (direction === "upgrade") applied.add(revision)
    else applied.delete(revision)
    const covered = new Set([...applied].flatMap((id) => [...(below.get(id) ?? [])]))
    return [...applied].filter((id) => !covered.has(id)).toSorted()
  })
}

function closures(nodes: readonly VectorNode[]): ReadonlyMap<string, ReadonlySet<string>> {
  const labelled = new Map(
    nodes.flatMap(({ revision, branchLabels }) => branchLabels.map((label) => [label, revision] as const)),
  )
  const edges = new Map(
    nodes.map((node) => [
      node.revision,
      [...node.down, ...node.dependsOn].map((name) => labelled.get(name) ?? name),
    ]),
  )
  return new Map(
    nodes.map(({ revision }) => {
      const seen = new Set(edges.get(revision))
      for (const id of seen) for (const lower of edges.get(id) ?? []) seen.add(lower)
      return [revision, seen] as const
    }),
  )
}

function differ(what: string, wanted: unknown, got: unknown): string | undefined {
  return JSON.stringify(wanted) === JSON.stringify(got)
    ? undefined
    : `${what}: wanted ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`
}

/** Lists of facts are sets; keys stand in any order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).toSorted().join()}]`
  if (typeof value !== "object" || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(([key, each]) => `${key}:${canonical(each)}`)
    .toSorted()
    .join()}}`
}
