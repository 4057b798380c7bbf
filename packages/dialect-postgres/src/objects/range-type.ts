import type { DefinedKind } from "@aludel/core/dialect"
import { quoteName } from "@aludel/core/dialect"

import { pathText } from "../ddl/path-text.ts"
import { engineType } from "../types.ts"
import { optionsOf } from "./options.ts"

interface RangeOptions {
  readonly subtype: string
  readonly operatorClass: string
  readonly collation: string
  readonly canonical: string
  readonly difference: string
  readonly multirange: string
}

/** A type whose values are ranges of another. PostgreSQL alters nothing of it but its name. */
export const rangeType: DefinedKind = {
  rank: -80,
  create(node, context) {
    const {
      subtype = "",
      operatorClass,
      collation,
      canonical,
      difference,
      multirange,
    } = optionsOf<RangeOptions>(node)
    const multi =
      multirange === undefined
        ? undefined
        : pathText(
            { ...(node.schema === undefined ? {} : { schema: node.schema }), name: multirange },
            context,
          )
    const parts: readonly (readonly [string, string | undefined])[] = [
      ["subtype", engineType(subtype)],
      ["subtype_opclass", operatorClass],
      ["collation", collation],
      ["canonical", canonical],
      ["subtype_diff", difference],
      ["multirange_type_name", multi],
    ]
    const said = parts.filter(([, value]) => value !== undefined).map(([word, value]) => `${word} = ${value}`)
    return [`create type ${pathText(node, context)} as range (${said.join(", ")})`]
  },
  drop: (node, context) => [`drop type ${pathText(node, context)}`],
  rename: (from, to, context) => [`alter type ${pathText(from, context)} rename to ${quoteName(to)}`],
  commentTarget: (node, context) => `type ${pathText(node, context)}`,
}
