import type { CompileContext, DefinedNode, ObjectName } from "@aludel/core/dialect"
import { literal, quoteName } from "@aludel/core/dialect"

import { pathText } from "../ddl/path-text.ts"
import { optionsOf } from "../objects/options.ts"
import { engineType } from "../types.ts"
import type { Aside } from "./aside.ts"
import { multirangeOf, place, type Surroundings } from "./changed.ts"
import type { Conversion } from "./converted-columns.ts"
import type { Remaking } from "./type-texts.ts"

/** A type that is made anew, and what became of the one before. */
export interface Remade extends Remaking {
  readonly aside: Aside
}

/**
 * Casts from types that were put aside to those in their place: they reach values within arrays, ranges and other rows,
 * too. A domain needs none, PostgreSQL goes by what is beneath it.
 */
export function castTexts(
  remade: readonly Remade[],
  { isByParts, isAssigned }: Conversion,
  context: CompileContext,
): Surroundings {
  if (!isByParts && !isAssigned) return { drop: [], create: [] }
  const pairs = remade.flatMap((each) => pairsOf(each, context))
  const made = pairs.map(({ from, to, body }) => {
    const [old, type] = [pathText(from, context), pathText(to, context)]
    const cast = `cast (${old} as ${type})`
    const words = isAssigned ? " as assignment" : ""
    if (!isByParts) return { create: [`create ${cast} with inout${words}`], drop: [`drop ${cast}`] }
    const convert = `${old}(${old})`
    return {
      create: [
        `create function ${convert} returns ${type} language sql immutable strict as ${literal(body(type))}`,
        `create ${cast} with function ${convert}${words}`,
      ],
      drop: [`drop ${cast}`, `drop function ${convert}`],
    }
  })
  return { create: made.flatMap(({ create }) => create), drop: made.toReversed().flatMap(({ drop }) => drop) }
}

interface Pair {
  readonly from: ObjectName
  readonly to: ObjectName
  readonly body: (type: string) => string
}

function pairsOf({ from, to, aside }: Remade, context: CompileContext): readonly Pair[] {
  const self = { from: aside.name, to: place(to.schema, to.name) }
  if (from.kind === "enum" || to.kind === "enum") return [{ ...self, body: () => "" }]
  if (to.type === "composite type") return [{ ...self, body: (type) => rowText(from, to, type) }]
  if (to.type !== "range type") return []
  const subtype = engineType(optionsOf<{ readonly subtype: string }>(to).subtype ?? "")
  const range = { ...self, body: (type: string) => rangeText(type, subtype) }
  const several = place(to.schema, multirangeOf(to))
  return [
    range,
    {
      from: aside.multirange!,
      to: several,
      body: (type) =>
        `select coalesce(range_agg(each::${pathText(self.to, context)}), '{}'::${type}) from unnest($1) each`,
    },
  ]
}

interface Attribute {
  readonly name: string
  readonly type: string
}

// By name: an attribute that is new is NULL.
function rowText(from: DefinedNode, to: DefinedNode, type: string): string {
  const attributes = (node: DefinedNode) =>
    optionsOf<{ readonly attributes: readonly Attribute[] }>(node).attributes ?? []
  const before = new Set(attributes(from).map(({ name }) => name))
  const values = attributes(to).map((attribute) =>
    before.has(attribute.name) ? `($1).${quoteName(attribute.name)}::${engineType(attribute.type)}` : "null",
  )
  return `select row(${values.join(", ")})::${type}`
}

function rangeText(type: string, subtype: string): string {
  const bound = (which: "lower" | "upper") => `${which}($1)::${subtype}`
  const bounds = `case when lower_inc($1) then '[' else '(' end || case when upper_inc($1) then ']' else ')' end`
  return `select case when isempty($1) then 'empty'::${type} else ${type}(${bound("lower")}, ${bound("upper")}, ${bounds}) end`
}
