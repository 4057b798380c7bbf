import { neighbours, reversed, type Adjacency } from "./adjacency.ts"

/**
 * The places of a graph, each after those it stands on. Walks up from the bases and stays on a branch as long as it can;
 * among siblings the one with the smaller name comes first, whatever the order of the places. Places on a cycle, or
 * above one, are left out.
 *
 * @param below what each place stands on, by one kind of edge or several
 * @param nameOf different names
 */
export function topologicalOrder(
  below: readonly Adjacency[],
  nameOf: (place: number) => string,
): readonly number[] {
  const above = reversed(...below)
  const count = above.starts.length - 1
  const waitsFor = new Int32Array(count)
  for (const { starts } of below) {
    for (let place = 0; place < count; place++) {
      waitsFor[place] = (waitsFor[place] ?? 0) + (starts[place + 1] ?? 0) - (starts[place] ?? 0)
    }
  }
  const byName = (one: number, other: number) => (nameOf(one) < nameOf(other) ? -1 : one === other ? 0 : 1)
  const bases: number[] = []
  for (let place = 0; place < count; place++) if (waitsFor[place] === 0) bases.push(place)
  // Backwards, as the last is taken first.
  const ready = bases.toSorted(byName).toReversed()
  const order: number[] = []
  for (let place = ready.pop(); place !== undefined; place = ready.pop()) {
    order.push(place)
    const upper = neighbours(above, place)
    if (upper.length > 1) upper.sort(byName)
    for (let at = upper.length - 1; at >= 0; at--) {
      const each = upper[at] ?? 0
      const waiting = (waitsFor[each] ?? 0) - 1
      waitsFor[each] = waiting
      if (waiting === 0) ready.push(each)
    }
  }
  return order
}
