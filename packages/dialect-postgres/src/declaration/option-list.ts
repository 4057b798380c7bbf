import type { Argument, DefinedNode } from "@aludel/core/dialect"

/** The options and the comment of an object as the last argument; none where there is nothing to say. */
export function optionList(options: object, { comment }: DefinedNode): readonly Argument[] {
  const said = Object.entries({ ...options, comment }).filter(([, value]) => value !== undefined)
  return said.length === 0 ? [] : [Object.fromEntries(said)]
}
