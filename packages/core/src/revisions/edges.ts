import { adjacency, moved, reversed, type Adjacency } from "./adjacency.ts"
import { indexOfName, type NameIndex } from "./name-index.ts"
import type { LocatedHeader } from "./source.ts"
import { topologicalOrder } from "./topological-order.ts"

/**
 * Revisions by their place in the topological order, and the places of those around them: numbers, because a history
 * may be long. Names that no header has are left out, as are revisions on a cycle or above one.
 */
export interface Edges {
  /** In topological order. */
  readonly headers: readonly LocatedHeader[]
  /** Less than 0 where it has none. */
  readonly placeOf: (id: string) => number | undefined
  readonly parents: Adjacency
  readonly dependencies: Adjacency
  readonly children: Adjacency
  readonly dependents: Adjacency
  /** Whether all headers have a place: there is no cycle. */
  readonly complete: boolean
  /** Whether all names that headers stand on are those of headers. */
  readonly resolved: boolean
}

/** Connects headers that have these names. */
export function connect(headers: readonly LocatedHeader[], names: NameIndex): Edges {
  const byId = (name: string) => names.ids.get(name)
  const byName = (name: string) => indexOfName(names, name)
  let resolved = true
  const indices = (found: readonly string[], indexOf: (name: string) => number | undefined) => {
    if (found.length === 0) return none
    const places = found.flatMap((name) => indexOf(name) ?? [])
    resolved &&= places.length === found.length
    return places.length < 2 ? places : [...new Set(places)]
  }
  const parents = adjacency(headers.length, (index) => indices(headers[index]?.parents ?? none, byId))
  const dependencies = adjacency(headers.length, (index) =>
    indices(headers[index]?.dependsOn ?? none, byName),
  )
  const order = topologicalOrder([parents, dependencies], (index) => headers[index]?.id ?? "")
  const placeAt = new Int32Array(headers.length).fill(-1)
  for (const [place, index] of order.entries()) placeAt[index] = place
  const [parentsInOrder, dependenciesInOrder] = [
    moved(parents, order, placeAt),
    moved(dependencies, order, placeAt),
  ]
  return {
    headers: order.flatMap((index) => headers[index] ?? []),
    placeOf: (id) => {
      const index = names.ids.get(id)
      return index === undefined ? undefined : placeAt[index]
    },
    parents: parentsInOrder,
    dependencies: dependenciesInOrder,
    children: reversed(parentsInOrder),
    dependents: reversed(dependenciesInOrder),
    complete: order.length === headers.length,
    resolved,
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
    if (marks[place] === 1) for (const edges of down) mark(marks, edges, place)
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
    if (marks[place] === 1) for (const edges of up) mark(marks, edges, place)
  }
  return marks
}

function mark(marks: Uint8Array, { starts, targets }: Adjacency, place: number): void {
  const end = starts[place + 1] ?? 0
  for (let at = starts[place] ?? 0; at < end; at++) marks[targets[at] ?? 0] = 1
}

const none: readonly never[] = []
