import type { DefinedKind } from "@aludel/core/dialect"
import type { Parameters } from "@aludel/core/dialect"
import { quoteName } from "@aludel/core/dialect"

import { anew } from "../dependents/surroundings.ts"
import { parameterActions, withParameters } from "../ddl/parameters-text.ts"
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
  replace(from, to, context) {
    if (from.definition !== to.definition) return anew(from, to, context)
    const before = optionsOf<MaterializedViewOptions>(from)
    const after = optionsOf<MaterializedViewOptions>(to)
    const path = pathText(to, context)
    const actions = [
      ...(before.accessMethod === after.accessMethod ? [] : [accessMethodText(after.accessMethod)]),
      ...parameterActions(before.parameters, after.parameters),
    ]
    return [
      ...(actions.length === 0 ? [] : [`alter materialized view ${path} ${actions.join(", ")}`]),
      ...(before.populated === after.populated
        ? []
        : [`refresh materialized view ${path}${after.populated === false ? " with no data" : ""}`]),
      ...columnTexts(to, context, from),
    ]
  },
  rename: (from, to, context) => [
    `alter materialized view ${pathText(from, context)} rename to ${quoteName(to)}`,
  ],
  commentTarget: (node, context) => `materialized view ${pathText(node, context)}`,
}

// What the server has by default; 14 can't change it at all.
function accessMethodText(method: string | undefined): string {
  return `set access method ${quoteName(method ?? "heap")}`
}
