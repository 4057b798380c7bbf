import { degree, neighbours, type Adjacency } from "./adjacency.ts"
import { connect, marksAbove, marksBelow, type Edges } from "./edges.ts"
import { spreadLabels } from "./labels.ts"
import { nameIndex } from "./name-index.ts"
import { notFound } from "./not-found.ts"
import { findProblems, isUnreadable, problemsError } from "./problems.ts"
import { union } from "./sets.ts"
import type { LocatedHeader, UnreadableHeader } from "./source.ts"

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
  /** These revisions and everything below them, in the order of {@link RevisionGraph.ids}. */
  ancestors(ids: Iterable<string>, options?: WalkOptions): ReadonlySet<string>
  /** These revisions and everything above them, in the order of {@link RevisionGraph.ids}. */
  descendants(ids: Iterable<string>, options?: WalkOptions): ReadonlySet<string>
  /** Like {@link RevisionGraph.ancestors}, as a list: all that many questions need, and cheaper in a long history. */
  below(ids: Iterable<string>, options?: WalkOptions): readonly string[]
  /** Like {@link RevisionGraph.descendants}, as a list. */
  above(ids: Iterable<string>, options?: WalkOptions): readonly string[]
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
  const readable = headers.filter((header): header is LocatedHeader => !isUnreadable(header))
  const known = nameIndex(readable)
  const edges = connect(readable, known)
  const problems = findProblems(headers, known, edges)
  if (problems.length > 0) throw problemsError(problems)
  const { parents, dependencies, children, dependents, placeOf } = edges
  const ids = edges.headers.map(({ id }) => id)
  const labels = once(() => spreadLabels(edges))
  const names = once(() => [...ids, ...known.labels.keys()].toSorted())

  const place = (id: string): number => {
    const found = placeOf(id)
    if (found === undefined) throw notFound(graph, id)
    return found
  }
  const at = (places: Iterable<number>): readonly string[] => Array.from(places, (each) => ids[each] ?? "")
  const next = (edges: Adjacency, id: string) => at(neighbours(edges, place(id)))
  const where = (test: (place: number) => boolean) => ids.filter((_, each) => test(each))
  const marked = (marks: Uint8Array) => where((each) => marks[each] === 1)
  const below = (start: Iterable<string>, { dependencies: counted = true }: WalkOptions = {}) =>
    marksBelow(Array.from(start, place), counted ? [parents, dependencies] : [parents], ids.length)
  const above = (start: Iterable<string>, { dependencies: counted = true }: WalkOptions = {}) =>
    marksAbove(Array.from(start, place), counted ? [children, dependents] : [children], ids.length)

  const graph: RevisionGraph = {
    ids,
    heads: where((each) => degree(children, each) === 0),
    realHeads: where((each) => degree(children, each) === 0 && degree(dependents, each) === 0),
    bases: where((each) => degree(parents, each) === 0),
    branchPoints: where((each) => degree(children, each) > 1),
    mergePoints: where((each) => degree(parents, each) > 1),
    has: (id) => known.ids.has(id),
    get: (id) => edges.headers[place(id)] as LocatedHeader,
    named: (name) => (known.ids.has(name) ? name : readable[known.labels.get(name) ?? -1]?.id),
    get names() {
      return names()
    },
    children: (id) => next(children, id),
    dependencies: (id) => next(dependencies, id),
    normalizedDependencies: (id) => at(normalized(edges, place(id))),
    dependents: (id) => next(dependents, id),
    labels: (id) => labels()[place(id)] ?? [],
    ancestors: (start, options) => new Set(marked(below(start, options))),
    descendants: (start, options) => new Set(marked(above(start, options))),
    below: (start, options) => marked(below(start, options)),
    above: (start, options) => marked(above(start, options)),
    lineage: (id, options) => union(marked(below([id], options)), marked(above([id], options))),
    between: (lower, upper, options) => {
      const [up, down] = [above([lower], options), below([upper], options)]
      return where((each) => up[each] === 1 && down[each] === 1)
    },
    comparable: (one, other, options) =>
      below([one], options)[place(other)] === 1 || below([other], options)[place(one)] === 1,
    order: (wanted) => {
      const places = [...new Set(wanted)].flatMap((id) => placeOf(id) ?? [])
      // Numbers in an array of their own kind are sorted without a comparer.
      return at(Int32Array.from(places).toSorted())
    },
  }
  return graph
}

function normalized({ parents, dependencies, headers }: Edges, place: number): readonly number[] {
  const own = [...neighbours(dependencies, place)]
  if (own.length === 0) return own
  const marks = marksBelow([...neighbours(parents, place)], [parents], headers.length)
  const already = new Set<number>()
  for (const each of headers.keys()) {
    if (marks[each] === 1) for (const below of neighbours(dependencies, each)) already.add(below)
  }
  return own.filter((each) => !already.has(each))
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
