/**
 * One shortest path around each knot of ids that stand on each other; an id that stands on itself is no knot.
 *
 * @param standsOn the edges; names that are no ids of the list are ignored
 * @returns paths that start at their smallest id, sorted
 */
export function cycles(
  ids: readonly string[],
  standsOn: (id: string) => readonly string[],
): readonly (readonly string[])[] {
  const tangled = trim(trim(new Set(ids), standsOn), reversed(ids, standsOn))
  return knots(tangled, standsOn)
    .map((knot) => aroundFrom(smallest(knot), knot, standsOn))
    .toSorted((a, b) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1))
}

/** The ids without those from which every way ends. */
function trim(ids: ReadonlySet<string>, next: (id: string) => readonly string[]): ReadonlySet<string> {
  const left = new Set(ids)
  const back = reversed([...ids], next)
  const open = new Map([...ids].map((id) => [id, outgoing(id, ids, next).length]))
  const ends = [...ids].filter((id) => open.get(id) === 0)
  for (let id = ends.pop(); id !== undefined; id = ends.pop()) {
    left.delete(id)
    for (const each of back(id)) {
      const ways = (open.get(each) ?? 0) - 1
      open.set(each, ways)
      if (ways === 0) ends.push(each)
    }
  }
  return left
}

function outgoing(
  id: string,
  within: ReadonlySet<string>,
  next: (id: string) => readonly string[],
): readonly string[] {
  return [...new Set(next(id))].filter((each) => each !== id && within.has(each))
}

function reversed(
  ids: readonly string[],
  next: (id: string) => readonly string[],
): (id: string) => readonly string[] {
  const back = new Map<string, string[]>(ids.map((id) => [id, []]))
  for (const id of ids) for (const each of new Set(next(id))) if (each !== id) back.get(each)?.push(id)
  return (id) => back.get(id) ?? []
}

/** The strongly connected parts of two and more ids (Kosaraju's algorithm, without recursion). */
function knots(
  ids: ReadonlySet<string>,
  next: (id: string) => readonly string[],
): readonly ReadonlySet<string>[] {
  const finished = finishingOrder(ids, next)
  const back = reversed([...ids], next)
  const left = new Set(ids)
  const found: ReadonlySet<string>[] = []
  for (const start of finished.toReversed()) {
    if (!left.has(start)) continue
    const knot = new Set([start])
    left.delete(start)
    for (const id of knot) for (const each of back(id)) if (left.delete(each)) knot.add(each)
    if (knot.size > 1) found.push(knot)
  }
  return found
}

function finishingOrder(ids: ReadonlySet<string>, next: (id: string) => readonly string[]): string[] {
  const seen = new Set<string>()
  const finished: string[] = []
  for (const start of ids) {
    if (seen.has(start)) continue
    seen.add(start)
    const path = [{ id: start, ways: [...outgoing(start, ids, next)] }]
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const way = top.ways.pop()
      if (way === undefined) {
        finished.push(top.id)
        path.pop()
      } else if (!seen.has(way)) {
        seen.add(way)
        path.push({ id: way, ways: [...outgoing(way, ids, next)] })
      }
    }
  }
  return finished
}

/** The shortest way from an id of a knot back to itself. */
function aroundFrom(
  start: string,
  knot: ReadonlySet<string>,
  next: (id: string) => readonly string[],
): readonly string[] {
  const cameFrom = new Map<string, string>()
  const seen = new Set([start])
  for (const id of seen) {
    for (const each of outgoing(id, knot, next)) {
      if (each === start) return wayTo(id, cameFrom)
      if (!seen.has(each)) cameFrom.set(each, id)
      seen.add(each)
    }
  }
  return [...knot]
}

function wayTo(end: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const way = [end]
  for (let id = cameFrom.get(end); id !== undefined; id = cameFrom.get(id)) way.push(id)
  return way.toReversed()
}

function smallest(ids: ReadonlySet<string>): string {
  return [...ids].reduce((least, id) => (id < least ? id : least))
}
