import { degree, neighbours } from "./adjacency.ts"
import type { Edges } from "./edges.ts"

/**
 * The labels that reach each revision, sorted, by place. A label reaches every revision above the one that declares it;
 * and where the line above is plain, the revisions below down to the next branch or merge point, dependents counting
 * as branches.
 */
export function spreadLabels(edges: Edges): readonly (readonly string[])[] {
  const spread: (readonly string[])[] = []
  for (const [place, { branchLabels }] of edges.headers.entries()) {
    spread.push(
      unite([
        branchLabels,
        ...Array.from(neighbours(edges.parents, place), (parent) => spread[parent] ?? []),
      ]),
    )
  }
  for (const place of edges.headers.keys()) {
    // What stands at the tip of a plain line stands on the whole of it.
    if (degree(edges.children, place) === 0)
      for (const lower of plainLine(place, edges)) spread[lower] = spread[place] ?? []
  }
  return spread
}

function unite(lists: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...rest] = lists.filter((list) => list.length > 0)
  if (rest.every((list) => list === first))
    return first.length < 2 || rest.length > 0 ? first : [...first].toSorted()
  return [...new Set([...first, ...rest.flat()])].toSorted()
}

function plainLine(head: number, edges: Edges): readonly number[] {
  const line: number[] = []
  let place: number | undefined = head
  while (place !== undefined && !isForked(place, edges)) {
    line.push(place)
    place = neighbours(edges.parents, place)[0]
  }
  return line
}

function isForked(place: number, { parents, children, dependents }: Edges): boolean {
  const above = new Set([...neighbours(children, place), ...neighbours(dependents, place)])
  return above.size > 1 || degree(parents, place) > 1
}
