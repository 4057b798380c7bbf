/**
 * The indices of a list, each after those it stands on. Walks up from the bases and stays on a branch as long as it can;
 * among siblings the one with the smaller name comes first, whatever the order of the list. Indices on a cycle, or
 * above one, are left out.
 *
 * @param below for each index, those it stands on
 * @param nameOf different names
 */
export function topologicalOrder(
  below: readonly (readonly number[])[],
  nameOf: (index: number) => string,
): readonly number[] {
  const above: number[][] = below.map(() => [])
  const waitsFor = new Int32Array(below.length)
  for (const [index, lower] of below.entries()) {
    const distinct = lower.length < 2 ? lower : [...new Set(lower)]
    waitsFor[index] = distinct.length
    for (const each of distinct) above[each]?.push(index)
  }
  const byName = (one: number, other: number) => (nameOf(one) < nameOf(other) ? -1 : 1)
  const bases = below.flatMap((lower, index) => (lower.length === 0 ? index : []))
  // Backwards, as the last is taken first.
  const ready = bases.toSorted(byName).toReversed()
  const order: number[] = []
  for (let index = ready.pop(); index !== undefined; index = ready.pop()) {
    order.push(index)
    const upper = above[index] ?? []
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
