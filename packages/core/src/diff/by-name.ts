import { nodeKey } from "../schema/catalog.ts"
import type { SchemaNode } from "../schema/model.ts"

/** What happened to the nodes of one kind. */
export interface Difference<N extends SchemaNode> {
  readonly added: readonly N[]
  readonly removed: readonly N[]
  readonly changed: readonly { readonly from: N; readonly to: N }[]
  readonly kept: readonly N[]
}

/**
 * Matches two lists of nodes by what identifies them: the one loop of the comparison. Each list of the answer is in the
 * order in which its nodes stand.
 *
 * @param same whether two nodes with the same identity are alike
 */
export function byName<N extends SchemaNode>(
  from: readonly N[],
  to: readonly N[],
  same: (from: N, to: N) => boolean,
): Difference<N> {
  const before = new Map(from.map((node) => [nodeKey(node), node]))
  const after = new Set<string>()
  const added: N[] = []
  const kept: N[] = []
  const changed: { readonly from: N; readonly to: N }[] = []
  for (const node of to) {
    const key = nodeKey(node)
    after.add(key)
    const old = before.get(key)
    if (old === undefined) added.push(node)
    else if (same(old, node)) kept.push(node)
    else changed.push({ from: old, to: node })
  }
  const removed = [...before].flatMap(([key, node]) => (after.has(key) ? [] : [node]))
  return { added, removed, changed, kept }
}

/** What must go: what is no more, and what is to be made anew. */
export function going<N extends SchemaNode>({ removed, changed }: Difference<N>): readonly N[] {
  return [...removed, ...changed.map((pair) => pair.from)]
}

/** What must come: what is new, and what is made anew. */
export function coming<N extends SchemaNode>({ added, changed }: Difference<N>): readonly N[] {
  return [...added, ...changed.map((pair) => pair.to)]
}
