/**
 * These ids, each after those it stands on. Walks up from the bases and stays on a branch as long as it can; among
 * siblings the smaller id comes first. Ids on a cycle, or above one, are left out.
 *
 * @param standsOn what must come before an id; names that are no ids of the list are ignored
 */
export function topologicalOrder(
  ids: readonly string[],
  standsOn: (id: string) => readonly string[],
): readonly string[] {
  const sorted = [...ids].sort()
  const above = new Map<string, string[]>(sorted.map((id) => [id, []]))
  const waitsFor = new Map<string, number>()
  for (const id of sorted) {
    const below = [...new Set(standsOn(id))].filter((each) => above.has(each))
    waitsFor.set(id, below.length)
    for (const each of below) above.get(each)?.push(id)
  }
  // The lists above are sorted, as the ids were; reversed, so that the smallest lies on top.
  const ready = sorted.filter((id) => waitsFor.get(id) === 0).reverse()
  const ordered: string[] = []
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    ordered.push(id)
    for (const each of (above.get(id) ?? []).reverse()) {
      const waiting = (waitsFor.get(each) ?? 0) - 1
      waitsFor.set(each, waiting)
      if (waiting === 0) ready.push(each)
    }
  }
  return ordered
}
