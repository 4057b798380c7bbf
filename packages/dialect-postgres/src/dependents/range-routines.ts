import type { DefinedNode } from "@aludel/core/dialect"

import { isRoutine, routineName } from "../ddl/routine-name.ts"
import { namesObject, words } from "../ddl/words.ts"
import { optionsOf } from "../objects/options.ts"
import type { Remaking } from "./type-texts.ts"

interface RangeRoutines {
  readonly canonical: string
  readonly difference: string
}

/** Of the objects that come back, the functions that ranges need: those before the range, and with it they go. */
export function rangeRoutines(remade: readonly Remaking[], objects: readonly DefinedNode[]) {
  const served = (node: Remaking["to"]): readonly DefinedNode[] => {
    if (node.kind === "enum" || node.type !== "range type") return []
    const { canonical = "", difference = "" } = optionsOf<RangeRoutines>(node)
    const texts = [canonical, difference].map(words)
    return objects.filter(
      (object) => isRoutine(object.type) && texts.some((text) => namesObject(text, routineName(object))),
    )
  }
  const serving = new Set(remade.flatMap(({ to }) => served(to)))
  return { served, isServing: (node: DefinedNode) => serving.has(node) }
}
