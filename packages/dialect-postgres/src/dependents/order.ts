import type { DefinedNode } from "@aludel/core/dialect"

import { changedBy } from "./changed.ts"
import type { Speaker } from "./speakers.ts"

/** Types and objects, each behind what it mentions. */
export function inOrder(found: readonly Speaker[]): readonly DefinedNode[] {
  const whole = found.flatMap((speaker) =>
    speaker.role === "object" || speaker.role === "type" || speaker.role === "domain" ? [speaker] : [],
  )
  const said = Map.groupBy(whole, ({ node }) => node)
  const called = Map.groupBy(
    [...said.keys()].flatMap((node) =>
      node.table === undefined ? changedBy(node).map(({ object }) => ({ node, name: object.name })) : [],
    ),
    ({ name }) => name,
  )
  const done = new Set<DefinedNode>()
  const visit = (node: DefinedNode): void => {
    if (done.has(node)) return
    done.add(node)
    for (const { words } of said.get(node)!)
      for (const { name } of words) for (const other of called.get(name) ?? []) visit(other.node)
    ordered.push(node)
  }
  const ordered: DefinedNode[] = []
  for (const node of said.keys()) visit(node)
  return ordered
}
