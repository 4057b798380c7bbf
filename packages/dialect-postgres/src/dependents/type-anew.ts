import type { CompileContext } from "@aludel/core/dialect"

import { changedBy, type Changed, place } from "./changed.ts"
import { dependents, isAny } from "./dependents.ts"
import { surroundingsOf } from "./surroundings.ts"
import { dropTypeTexts, saidOf, type TypeNode, typeTexts } from "./type-texts.ts"

/**
 * The statements that make a type anew: it and every type that is made of it are put aside and created, the columns of
 * them are converted, and all else that stands on them is taken away before and given back.
 *
 * @throws AludelError `dialect/unsupported` where a table is partitioned by a column of one of them
 */
export function typeAnew(from: TypeNode, to: TypeNode, context: CompileContext): readonly string[] {
  const changed: readonly Changed[] =
    from.kind === "enum" ? [{ what: "type", object: place(from.schema, from.name) }] : changedBy(from)
  const found = dependents(changed, context.before)
  if (!isAny(found))
    return [...dropTypeTexts(from, context), ...typeTexts(to, context), ...saidOf(to, context)]
  const { drop, create } = surroundingsOf(found, { changed, root: { from, to } }, context)
  return [...drop, ...create]
}
