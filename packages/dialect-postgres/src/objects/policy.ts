import type { CompileContext, DefinedKind, DefinedNode } from "@aludel/core/dialect"
import { quoteName } from "@aludel/core/dialect"

import { tablePath } from "../ddl/path-text.ts"
import { optionsOf } from "./options.ts"

interface PolicyOptions {
  readonly command: string
  readonly permissive: false
  readonly roles: readonly string[]
  readonly using: string
  readonly withCheck: string
}

/** A policy of row level security. */
export const policy: DefinedKind = {
  rank: 60,
  create(node, context) {
    const options = optionsOf<PolicyOptions>(node)
    return [
      [
        `create policy ${policyName(node, context)}`,
        options.permissive === false ? "as restrictive" : "",
        options.command === undefined ? "" : `for ${options.command}`,
        options.roles === undefined ? "" : `to ${rolesText(options)}`,
        ...conditions(options),
      ]
        .filter(Boolean)
        .join(" "),
    ]
  },
  drop: (node, context) => [`drop policy ${policyName(node, context)}`],
  replace(from, to, context) {
    const before = optionsOf<PolicyOptions>(from)
    const after = optionsOf<PolicyOptions>(to)
    const other = before.command !== after.command || before.permissive !== after.permissive
    const lost =
      (before.using !== undefined && after.using === undefined) ||
      (before.withCheck !== undefined && after.withCheck === undefined)
    if (other || lost) return undefined
    return [
      [`alter policy ${policyName(to, context)} to ${rolesText(after)}`, ...conditions(after)].join(" "),
    ]
  },
  rename: (from, to, context) => [`alter policy ${policyName(from, context)} rename to ${quoteName(to)}`],
  commentTarget: (node, context) => `policy ${policyName(node, context)}`,
}

function policyName({ name, ...node }: DefinedNode, context: CompileContext): string {
  return `${quoteName(name)} on ${tablePath({ ...node, table: node.table ?? "" }, context)}`
}

function rolesText({ roles }: Partial<PolicyOptions>): string {
  return roles === undefined ? "public" : roles.map(quoteName).join(", ")
}

function conditions({ using, withCheck }: Partial<PolicyOptions>): readonly string[] {
  return [
    ...(using === undefined ? [] : [`using (${using})`]),
    ...(withCheck === undefined ? [] : [`with check (${withCheck})`]),
  ]
}
