/**
 * The indices of a list, each after those it stands on. Walks up from the bases and stays on a branch as long as it can;
 * among siblings the smaller index comes first. Indices on a cycle, or above one, are left out.
 *
 * @param below for each index, those it stands on, each once
 */
export function topologicalOrder(below: readonly (readonly number[])[]): readonly number[] {
  const above: number[][] = below.map(() => [])
  const waitsFor = new Int32Array(below.length)
  for (const [index, lower] of below.entries()) {
    const distinct = lower.length < 2 ? lower : [...new Set(lower)]
    waitsFor[index] = distinct.length
    for (const each of distinct) above[each]?.push(index)
  }
  const ready: number[] = []
  for (let index = below.length - 1; index >= 0; index--) if (waitsFor[index] === 0) ready.push(index)
  const order: number[] = []
  for (let index = ready.pop(); index !== undefined; index = ready.pop()) {
    order.push(index)
    // Backwards, so that the smallest lies on top.
    const upper = above[index] ?? []
    for (let at = upper.length - 1; at >= 0; at--) {
      const each = upper[at] ?? 0
      const waiting = (waitsFor[each] ?? 0) - 1
      waitsFor[each] = waiting
      if (waiting === 0) ready.push(each)
    }
  }
  return order
}
