import type { LocatedHeader } from "./source.ts"
import { topologicalOrder } from "./topological-order.ts"

/**
 * Revisions by their place in the topological order, and the places of those around them: numbers, because a history
 * may be long. Names that no header has are left out, as are revisions on a cycle or above one.
 */
export interface Edges {
  /** In topological order. */
  readonly headers: readonly LocatedHeader[]
  readonly placeOf: ReadonlyMap<string, number>
  readonly parents: Adjacency
  readonly dependencies: Adjacency
  readonly children: Adjacency
  readonly dependents: Adjacency
  /** Whether all headers have a place. */
  readonly complete: boolean
}

/** For each place, the places next to it, ascending. */
export type Adjacency = readonly (readonly number[])[]

/** Connects headers of different ids. */
export function connect(unsorted: readonly LocatedHeader[]): Edges {
  const sorted = [...unsorted].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const found = adjacency(sorted)
  const order = topologicalOrder(
    found.parents.map((list, index) => [...list, ...(found.dependencies[index] ?? [])]),
  )
  const headers = order.flatMap((index) => sorted[index] ?? [])
  const { parents, dependencies, placeOf } = adjacency(headers)
  return {
    headers,
    placeOf,
    parents,
    dependencies,
    children: reversed(parents),
    dependents: reversed(dependencies),
    complete: headers.length === unsorted.length,
  }
}

/** These places and all that can be reached from them downwards. `down` holds smaller places only. */
export function marksBelow(starts: readonly number[], down: readonly Adjacency[], count: number): Uint8Array {
  const marks = new Uint8Array(count)
  let top = -1
  for (const start of starts) {
    marks[start] = 1
    if (start > top) top = start
  }
  for (let place = top; place >= 0; place--) {
    if (marks[place] === 1) for (const lists of down) for (const each of lists[place] ?? none) marks[each] = 1
  }
  return marks
}

/** These places and all that can be reached from them upwards. `up` holds greater places only. */
export function marksAbove(starts: readonly number[], up: readonly Adjacency[], count: number): Uint8Array {
  const marks = new Uint8Array(count)
  let bottom = count
  for (const start of starts) {
    marks[start] = 1
    if (start < bottom) bottom = start
  }
  for (let place = bottom; place < count; place++) {
    if (marks[place] === 1) for (const lists of up) for (const each of lists[place] ?? none) marks[each] = 1
  }
  return marks
}

const none: readonly number[] = []

interface Downward {
  readonly placeOf: ReadonlyMap<string, number>
  readonly parents: Adjacency
  readonly dependencies: Adjacency
}

function adjacency(headers: readonly LocatedHeader[]): Downward {
  const placeOf = new Map<string, number>()
  const labelled = new Map<string, number>()
  for (const [place, { id, branchLabels }] of headers.entries()) {
    placeOf.set(id, place)
    for (const label of branchLabels) labelled.set(label, place)
  }
  const places = (names: readonly string[]) => {
    if (names.length === 0) return none
    const found = new Set(names.flatMap((name) => placeOf.get(name) ?? labelled.get(name) ?? []))
    return found.size < 2 ? [...found] : [...found].toSorted((a, b) => a - b)
  }
  return {
    placeOf,
    parents: headers.map((each) => places(each.parents)),
    dependencies: headers.map((each) => places(each.dependsOn)),
  }
}

function reversed(lists: Adjacency): Adjacency {
  const back: number[][] = lists.map(() => [])
  for (const [place, list] of lists.entries()) for (const each of list) back[each]?.push(place)
  return back
}
