import type { Schema } from "@aludel/core/dialect"
import type { Arbitrary } from "fast-check"

import { makeCheck, makeExclusion } from "./checks.ts"
import { choices, seeds, type Choices } from "./choices.ts"
import { makeExtension } from "./extensions.ts"
import { emptyGround, schemaOf, type Ground, type Server } from "./ground.ts"
import { makeIndex } from "./indexes.ts"
import { makeForeignKey, makeKey } from "./keys.ts"
import { makeRoutine } from "./routines.ts"
import { makeSequence } from "./sequences.ts"
import { makeTable } from "./tables.ts"
import { makePolicy } from "./policies.ts"
import { makeTrigger } from "./triggers.ts"
import { makeComposite, makeDomain, makeEnum, makeNamespace, makeRange } from "./types.ts"
import { makeMaterializedView, makeView } from "./views.ts"

/**
 * Random schemas over all kinds and attributes of the model that the server has words for.
 *
 * @param most how many things are made at most
 * @param tables how many of the first things are tables. Default: as it comes
 */
export function schemas(server: Server, most = 60, tables = 0): Arbitrary<Schema> {
  return seeds(most).map((numbers) => {
    const ground = emptyGround(server)
    for (const [index, seed] of numbers.entries())
      if (index < tables) makeTable(ground, choices(seed))
      else makeOne(ground, choices(seed))
    return schemaOf(ground)
  })
}

// How often each kind is tried, tables first, for most others need one.
function makeOne(ground: Ground, choose: Choices): void {
  const makers: readonly (readonly [number, (ground: Ground, choose: Choices) => void])[] = [
    [20, makeTable],
    [4, makeNamespace],
    [4, makeEnum],
    [5, makeDomain],
    [4, makeComposite],
    [4, makeRange],
    [6, makeExtension],
    [9, makeKey],
    [7, makeForeignKey],
    [6, makeCheck],
    [4, makeExclusion],
    [10, makeIndex],
    [6, makeSequence],
    [9, makeRoutine],
    [8, makeView],
    [5, makeMaterializedView],
    [6, makeTrigger],
    [5, makePolicy],
  ]
  const tickets = makers.flatMap(([weight, make]) => Array.from({ length: weight }, () => make))
  choose.pick(tickets)(ground, choose)
}
