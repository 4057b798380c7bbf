import type { DefinedNode } from "@aludel/core/dialect"

/** The options of a defined object, as its type documents them; none where it has none. */
export function optionsOf<T extends object>(node: DefinedNode): Partial<T> {
  return (node.options ?? {}) as Partial<T>
}
