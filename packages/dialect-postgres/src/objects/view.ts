import type { CompileContext, DefinedKind, DefinedNode } from "@aludel/core/dialect"
import { quoteName } from "@aludel/core/dialect"

import { tried } from "../ddl/block-text.ts"
import { defaultText } from "../ddl/column-text.ts"
import { commentText } from "../ddl/comment-text.ts"
import { anew } from "../dependents/surroundings.ts"
import { pathText } from "../ddl/path-text.ts"
import { optionsOf } from "./options.ts"

interface ViewOptions {
  readonly securityInvoker: true
  readonly securityBarrier: true
  readonly checkOption: "local" | "cascaded"
  readonly columnComments: Readonly<Record<string, string>>
  readonly columnDefaults: Readonly<Record<string, string>>
}

/** A view. */
export const view: DefinedKind = {
  rank: 20,
  create: (node, context) => [viewText("create", node, context), ...columnTexts(node, context)],
  drop: (node, context) => [`drop view ${pathText(node, context)}`],
  // https://www.postgresql.org/docs/current/sql-createview.html: the columns must stay, new ones come last.
  replace(from, to, context) {
    const columns = columnTexts(to, context, from)
    const before = viewText("create or replace", from, context)
    const text = viewText("create or replace", to, context)
    if (before === text) return columns
    return [tried([text, ...columns], "invalid_table_definition", anew(from, to, context))]
  },
  rename: (from, to, context) => [`alter view ${pathText(from, context)} rename to ${quoteName(to)}`],
  commentTarget: (node, context) => `view ${pathText(node, context)}`,
}

/** `create view "v" with (security_invoker = true) as select …` */
function viewText(words: string, node: DefinedNode, context: CompileContext): string {
  const { securityInvoker, securityBarrier, checkOption } = optionsOf<ViewOptions>(node)
  const settings = [
    ...(securityInvoker ? ["security_invoker = true"] : []),
    ...(securityBarrier ? ["security_barrier = true"] : []),
    ...(checkOption === undefined ? [] : [`check_option = ${checkOption}`]),
  ]
  const given = settings.length === 0 ? "" : ` with (${settings.join(", ")})`
  return `${words} view ${pathText(node, context)}${given} as ${node.definition}`
}

/** What is said of the columns of a view, where it differs from what was said before. */
export function columnTexts(
  node: DefinedNode,
  context: CompileContext,
  from?: DefinedNode,
): readonly string[] {
  const path = pathText(node, context)
  const before = from === undefined ? {} : optionsOf<ViewOptions>(from)
  const { columnComments, columnDefaults } = optionsOf<ViewOptions>(node)
  return [
    ...changes(before.columnDefaults, columnDefaults).map(
      ([column, value]) =>
        `alter view ${path} alter column ${quoteName(column)} ${value === undefined ? "drop default" : `set default ${defaultText(value)}`}`,
    ),
    ...changes(before.columnComments, columnComments).map(([column, value]) =>
      commentText(`column ${path}.${quoteName(column)}`, value),
    ),
  ]
}

type Said = Readonly<Record<string, string>>

function changes(from: Said = {}, to: Said = {}): readonly (readonly [string, string | undefined])[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .filter((column) => from[column] !== to[column])
    .map((column) => [column, to[column]])
}
