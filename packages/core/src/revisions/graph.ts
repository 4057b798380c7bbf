import { AludelError } from "../errors/error.ts"
import { notFound } from "./not-found.ts"
import { findProblems, isUnreadable, problemsError } from "./problems.ts"
import { intersection, union } from "./sets.ts"
import type { LocatedHeader, UnreadableHeader } from "./source.ts"
import { topologicalOrder } from "./topological-order.ts"

/** Which edges a walk follows. */
export interface WalkOptions {
  /** Whether dependencies count besides parents. Default: true. */
  readonly dependencies?: boolean | undefined
}

/**
 * The revisions of a history and how they hang together. Nothing in it changes; every answer that is a list of ids has
 * the one order of {@link RevisionGraph.ids} unless it says otherwise.
 */
export interface RevisionGraph {
  /**
   * All ids, each after its parents and dependencies. A branch stays in one piece as long as it can, ties are broken by
   * id; the order of files plays no part, and new revisions on top leave the order of those below as it was.
   */
  readonly ids: readonly string[]
  /** Revisions that are nobody's parent. */
  readonly heads: readonly string[]
  /** Heads that nobody depends on either: what an up-to-date database is said to be at. */
  readonly realHeads: readonly string[]
  /** Revisions without parents. */
  readonly bases: readonly string[]
  /** Revisions with two or more children. */
  readonly branchPoints: readonly string[]
  /** Revisions with two or more parents. */
  readonly mergePoints: readonly string[]
  /** Whether there is a revision with exactly this id. */
  has(id: string): boolean
  /**
   * The header with this id.
   *
   * @throws AludelError `revision/not-found`
   */
  get(id: string): LocatedHeader
  /** The revision that has this id or declares this label. */
  named(name: string): string | undefined
  /** Every id and every label, sorted. */
  readonly names: readonly string[]
  /** The revisions that have this one as a parent. */
  children(id: string): readonly string[]
  /** The revisions that must be applied before this one besides its parents: full ids. */
  dependencies(id: string): readonly string[]
  /** The dependencies without those that a revision below, by parents, has as well. */
  normalizedDependencies(id: string): readonly string[]
  /** The revisions that have this one as a dependency. */
  dependents(id: string): readonly string[]
  /**
   * The labels that reach this revision, sorted. A label reaches every revision above the one that declares it, and,
   * where the line above is plain, those below it down to the next branch or merge point.
   */
  labels(id: string): readonly string[]
  /** These revisions and everything below them. */
  ancestors(ids: Iterable<string>, options?: WalkOptions): ReadonlySet<string>
  /** These revisions and everything above them. */
  descendants(ids: Iterable<string>, options?: WalkOptions): ReadonlySet<string>
  /** A revision with everything below and above it. */
  lineage(id: string, options?: WalkOptions): ReadonlySet<string>
  /** What lies above `lower` and below `upper`, both included; empty where `lower` is not below `upper`. */
  between(lower: string, upper: string, options?: WalkOptions): readonly string[]
  /** Whether one of the two is below the other, or they are the same. */
  comparable(one: string, other: string, options?: WalkOptions): boolean
  /** These ids, each once, in the order of {@link RevisionGraph.ids}. Ids that the graph lacks are left out. */
  order(ids: Iterable<string>): readonly string[]
}

/**
 * The graph of these headers.
 *
 * @throws AludelError with the code of the problem where there is one, `graph/problems` with all of them where there are
 *   several; `details.problems` is the list of {@link Problem}
 */
export function revisionGraph(headers: readonly (LocatedHeader | UnreadableHeader)[]): RevisionGraph {
  const problems = findProblems(headers)
  if (problems.length > 0) throw problemsError(problems)
  const readable = headers.filter((header): header is LocatedHeader => !isUnreadable(header))
  const edges = connect(readable)
  const ids = topologicalOrder([...edges.keys()], (id) => below(node(edges, id), true))
  const position = new Map(ids.map((id, index) => [id, index]))
  const named = new Map(
    readable.flatMap((header) => [
      [header.id, header.id] as const,
      ...header.branchLabels.map((label) => [label, header.id] as const),
    ]),
  )
  const order = (wanted: Iterable<string>) => inOrder(wanted, ids, position)
  for (const each of edges.values()) sortEdges(each, position)
  let labels: ReadonlyMap<string, readonly string[]> | undefined
  let names: readonly string[] | undefined

  const graph: RevisionGraph = {
    ids,
    heads: ids.filter((id) => node(edges, id).children.length === 0),
    realHeads: ids.filter((id) => above(node(edges, id), true).length === 0),
    bases: ids.filter((id) => node(edges, id).header.parents.length === 0),
    branchPoints: ids.filter((id) => node(edges, id).children.length > 1),
    mergePoints: ids.filter((id) => node(edges, id).header.parents.length > 1),
    has: (id) => edges.has(id),
    get: (id) => known(id).header,
    named: (name) => named.get(name),
    get names() {
      return (names ??= [...named.keys()].sort())
    },
    children: (id) => known(id).children,
    dependencies: (id) => known(id).dependencies,
    normalizedDependencies: (id) =>
      normalize(known(id), (start) => graph.ancestors(start, { dependencies: false }), edges),
    dependents: (id) => known(id).dependents,
    labels: (id) => known(id) && ((labels ??= spreadLabels(ids, edges)).get(id) ?? []),
    ancestors: (start, { dependencies = true } = {}) =>
      closure(start, (id) => below(known(id), dependencies)),
    descendants: (start, { dependencies = true } = {}) =>
      closure(start, (id) => above(known(id), dependencies)),
    lineage: (id, options) => union(graph.ancestors([id], options), graph.descendants([id], options)),
    between: (lower, upper, options) =>
      order(intersection(graph.descendants([lower], options), graph.ancestors([upper], options))),
    comparable: (one, other, options) =>
      graph.ancestors([one], options).has(other) || graph.ancestors([other], options).has(one),
    order,
  }
  return graph

  function known(id: string): Node {
    const found = edges.get(id)
    if (found === undefined) throw notFound(graph, id)
    return found
  }
}

interface Node {
  readonly header: LocatedHeader
  readonly children: string[]
  readonly dependencies: string[]
  readonly dependents: string[]
}

type Edges = ReadonlyMap<string, Node>

function connect(headers: readonly LocatedHeader[]): Edges {
  const edges = new Map(
    headers.map((header) => [header.id, { header, children: [], dependencies: [], dependents: [] } as Node]),
  )
  const labelled = new Map(
    headers.flatMap(({ id, branchLabels }) => branchLabels.map((label) => [label, id] as const)),
  )
  for (const { header, dependencies } of edges.values()) {
    for (const parent of new Set(header.parents)) node(edges, parent).children.push(header.id)
    const ids = new Set(
      header.dependsOn.map((name) => (edges.has(name) ? name : (labelled.get(name) ?? name))),
    )
    dependencies.push(...ids)
    for (const id of ids) node(edges, id).dependents.push(header.id)
  }
  return edges
}

function node(edges: Edges, id: string): Node {
  const found = edges.get(id)
  // Only ids that findProblems has seen get here.
  if (found === undefined)
    throw new AludelError("revision/not-found", `Can't locate revision identified by '${id}'`)
  return found
}

function sortEdges(
  { children, dependencies, dependents }: Node,
  position: ReadonlyMap<string, number>,
): void {
  const byPosition = (a: string, b: string) => (position.get(a) ?? 0) - (position.get(b) ?? 0)
  for (const list of [children, dependencies, dependents]) if (list.length > 1) list.sort(byPosition)
}

function below({ header, dependencies }: Node, counting: boolean): readonly string[] {
  return counting && dependencies.length > 0 ? [...header.parents, ...dependencies] : header.parents
}

function above({ children, dependents }: Node, counting: boolean): readonly string[] {
  return counting && dependents.length > 0 ? [...children, ...dependents] : children
}

function closure(start: Iterable<string>, next: (id: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set(start)
  // A set gives the members that are added while it is walked, too.
  for (const id of seen) for (const each of next(id)) seen.add(each)
  return seen
}

function inOrder(
  wanted: Iterable<string>,
  ids: readonly string[],
  position: ReadonlyMap<string, number>,
): readonly string[] {
  const set = wanted instanceof Set ? (wanted as ReadonlySet<string>) : new Set(wanted)
  if (set.size * 8 > ids.length) return ids.filter((id) => set.has(id))
  const found = [...set].filter((id) => position.has(id))
  return found.sort((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0))
}

function normalize(
  { header, dependencies }: Node,
  ancestors: (ids: readonly string[]) => ReadonlySet<string>,
  edges: Edges,
): readonly string[] {
  if (dependencies.length === 0) return dependencies
  const already = new Set<string>()
  for (const id of ancestors(header.parents))
    for (const each of node(edges, id).dependencies) already.add(each)
  return dependencies.filter((id) => !already.has(id))
}

function spreadLabels(ids: readonly string[], edges: Edges): ReadonlyMap<string, readonly string[]> {
  const spread = new Map<string, readonly string[]>()
  for (const id of ids) {
    const { header } = node(edges, id)
    spread.set(id, unite([header.branchLabels, ...header.parents.map((parent) => spread.get(parent) ?? [])]))
  }
  // What stands at the tip of a plain line stands on the whole of it.
  for (const id of ids)
    if (node(edges, id).children.length === 0)
      for (const lower of plainLine(id, edges)) spread.set(lower, spread.get(id) ?? [])
  return spread
}

function unite(lists: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...rest] = lists.filter((list) => list.length > 0)
  if (rest.every((list) => list === first)) return [...new Set(first)].sort()
  return [...new Set([...first, ...rest.flat()])].sort()
}

function plainLine(head: string, edges: Edges): readonly string[] {
  const line: string[] = []
  let id: string | undefined = head
  while (id !== undefined) {
    const each: Node = node(edges, id)
    if (new Set(above(each, true)).size > 1 || each.header.parents.length > 1) break
    line.push(id)
    id = each.header.parents[0]
  }
  return line
}
