import type { CompileContext, DefinedKind, DefinedNode } from "@aludel/core/dialect"
import { quoteName } from "@aludel/core/dialect"

import { tablePath } from "../ddl/path-text.ts"
import { optionsOf } from "./options.ts"

interface TriggerOptions {
  readonly timing: string
  readonly constraint: true
  readonly enabled: "disabled" | "replica" | "always"
}

/** A trigger of a table or a view. */
export const trigger: DefinedKind = {
  rank: 50,
  actsOnWrites: true,
  create: (node, context) => [createText(node, "create", context), ...enabledTexts(node, context)],
  drop: (node, context) => [`drop trigger ${triggerName(node, context)}`],
  // https://www.postgresql.org/docs/current/sql-createtrigger.html: constraint triggers can't be replaced.
  replace(from, to, context) {
    const before = optionsOf<TriggerOptions>(from)
    const after = optionsOf<TriggerOptions>(to)
    const same = from.definition === to.definition && before.timing === after.timing
    if (before.constraint !== after.constraint || (after.constraint && !same)) return undefined
    const enabled = before.enabled === undefined ? [] : [enable("enable", to, context)]
    return [
      ...(same ? [] : [createText(to, "create or replace", context)]),
      ...(same && before.enabled === after.enabled
        ? []
        : after.enabled === undefined
          ? enabled
          : enabledTexts(to, context)),
    ]
  },
  rename: (from, to, context) => [`alter trigger ${triggerName(from, context)} rename to ${quoteName(to)}`],
  commentTarget: (node, context) => `trigger ${triggerName(node, context)}`,
}

function createText(node: DefinedNode, words: string, context: CompileContext): string {
  const { timing, constraint } = optionsOf<TriggerOptions>(node)
  return `${words} ${constraint ? "constraint " : ""}trigger ${quoteName(node.name)} ${timing} on ${tableText(node, context)} ${node.definition}`
}

function enabledTexts(node: DefinedNode, context: CompileContext): readonly string[] {
  const { enabled } = optionsOf<TriggerOptions>(node)
  if (enabled === undefined) return []
  return [enable(enabled === "disabled" ? "disable" : `enable ${enabled}`, node, context)]
}

function enable(words: string, node: DefinedNode, context: CompileContext): string {
  return `alter table ${tableText(node, context)} ${words} trigger ${quoteName(node.name)}`
}

function triggerName(node: DefinedNode, context: CompileContext): string {
  return `${quoteName(node.name)} on ${tableText(node, context)}`
}

function tableText(node: DefinedNode, context: CompileContext): string {
  return tablePath({ ...node, table: node.table ?? "" }, context)
}
