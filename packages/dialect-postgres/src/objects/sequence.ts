import type { CompileContext, DefinedKind, DefinedNode, Identity, TableReference } from "@aludel/core/dialect"
import { quoteName } from "@aludel/core/dialect"

import { changedNumbers, numberOptions, turns } from "../ddl/identity-text.ts"
import { pathText, tablePath } from "../ddl/path-text.ts"
import { optionsOf } from "./options.ts"

interface SequenceOptions extends Omit<Identity, "always" | "sequence"> {
  readonly type: string
  readonly unlogged: true
  readonly ownedBy: TableReference & { readonly column: string }
}

/** A sequence that no identity column has beneath it. */
export const sequence: DefinedKind = {
  rank: -60,
  holdsData: true,
  create(node, context) {
    const options = optionsOf<SequenceOptions>(node)
    const words = [
      `create ${options.unlogged ? "unlogged " : ""}sequence ${pathText(node, context)}`,
      ...(options.type === undefined ? [] : [`as ${options.type}`]),
      ...numberOptions(options),
      ...(options.ownedBy === undefined ? [] : [ownerText(options.ownedBy, context)]),
    ]
    return [words.join(" ")]
  },
  drop: (node, context) => [`drop sequence ${pathText(node, context)}`],
  replace,
  rename: (from, to, context) => [`alter sequence ${pathText(from, context)} rename to ${quoteName(to)}`],
  commentTarget: (node, context) => `sequence ${pathText(node, context)}`,
  early(node) {
    const { ownedBy, ...options } = optionsOf<SequenceOptions>(node)
    if (ownedBy === undefined) return undefined
    const { options: _, ...rest } = node
    return Object.keys(options).length === 0 ? rest : { ...rest, options }
  },
}

function replace(from: DefinedNode, to: DefinedNode, context: CompileContext): readonly string[] {
  const before = optionsOf<SequenceOptions>(from)
  const after = optionsOf<SequenceOptions>(to)
  const alter = `alter sequence ${pathText(to, context)}`
  const owner = (options: Partial<SequenceOptions>) => ownerText(options.ownedBy, context)
  const actions = [
    ...(before.type === after.type ? [] : [`as ${after.type ?? "bigint"}`]),
    ...changedNumbers(before, after),
    ...(turns(before, after) ? ["restart"] : []),
    ...(owner(before) === owner(after) ? [] : [owner(after)]),
  ]
  return [
    ...(actions.length === 0 ? [] : [`${alter} ${actions.join(" ")}`]),
    ...(before.unlogged === after.unlogged ? [] : [`${alter} set ${after.unlogged ? "unlogged" : "logged"}`]),
  ]
}

function ownerText(ownedBy: SequenceOptions["ownedBy"] | undefined, context: CompileContext): string {
  return ownedBy === undefined
    ? "owned by none"
    : `owned by ${tablePath(ownedBy, context)}.${quoteName(ownedBy.column)}`
}
