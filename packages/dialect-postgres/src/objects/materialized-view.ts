import type { DefinedKind } from "@aludel/core/dialect"
import type { Parameters } from "@aludel/core/dialect"
import { quoteName } from "@aludel/core/dialect"

import { withParameters } from "../ddl/parameters-text.ts"
import { pathText } from "../ddl/path-text.ts"
import { optionsOf } from "./options.ts"
import { columnTexts } from "./view.ts"

interface MaterializedViewOptions {
  readonly parameters: Parameters
  readonly accessMethod: string
  readonly populated: false
}

/** A materialized view. */
export const materializedView: DefinedKind = {
  rank: 30,
  create(node, context) {
    const { parameters, accessMethod, populated } = optionsOf<MaterializedViewOptions>(node)
    return [
      [
        `create materialized view ${pathText(node, context)}`,
        accessMethod === undefined ? "" : ` using ${quoteName(accessMethod)}`,
        withParameters(parameters),
        ` as ${node.definition}`,
        populated === false ? " with no data" : "",
      ].join(""),
      ...columnTexts(node, context),
    ]
  },
  drop: (node, context) => [`drop materialized view ${pathText(node, context)}`],
  rename: (from, to, context) => [
    `alter materialized view ${pathText(from, context)} rename to ${quoteName(to)}`,
  ],
  commentTarget: (node, context) => `materialized view ${pathText(node, context)}`,
}
