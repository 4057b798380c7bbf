import type { CompileContext, DefinedNode, EnumNode, Grant, ObjectRights } from "@aludel/core/dialect"
import { nodeKey, quoteName } from "@aludel/core/dialect"

import { pathText } from "./path-text.ts"
import { isRoutine, signatureText } from "./routine-name.ts"
import { words } from "./words.ts"

// How `alter … owner to` and `grant … on` name what has rights of its own; triggers and policies have none.
const kinds: Readonly<Record<string, { readonly owned: string; readonly granted: string }>> = {
  view: { owned: "view", granted: "table" },
  "materialized view": { owned: "materialized view", granted: "table" },
  function: { owned: "function", granted: "function" },
  procedure: { owned: "procedure", granted: "procedure" },
  domain: { owned: "domain", granted: "type" },
  "composite type": { owned: "type", granted: "type" },
  "range type": { owned: "type", granted: "type" },
  enum: { owned: "type", granted: "type" },
}

/** The statements that give an object that was made anew the owner and the rights that it had. Offline nobody knows them. */
export function rightsTexts(node: DefinedNode | EnumNode, context: CompileContext): readonly string[] {
  const rights = context.before?.rights(nodeKey(node))
  const kind = kinds[node.kind === "enum" ? node.kind : node.type]
  if (rights === undefined || kind === undefined) return []
  const ofRoutine = node.kind === "defined" && isRoutine(node.type)
  const name = ofRoutine ? signatureText(node, context) : pathText(node, context)
  return [
    `alter ${kind.owned} ${name} owner to ${quoteName(rights.owner)}`,
    ...grantTexts(node, rights, `${kind.granted} ${name}`),
  ]
}

function grantTexts(
  node: DefinedNode | EnumNode,
  { owner, grants }: ObjectRights,
  on: string,
): readonly string[] {
  if (grants === undefined) return []
  const given = grants.filter(({ to, column }) =>
    column === undefined ? to !== owner : mayHaveColumn(node, column),
  )
  return [
    // Everybody may call a new routine and use a new type.
    ...(on.startsWith("table ") ? [] : [`revoke all on ${on} from public`]),
    ...given.map((grant) => grantText(grant, on)),
  ]
}

// A right to a column that the view has no longer goes with it.
function mayHaveColumn(node: DefinedNode | EnumNode, column: string): boolean {
  const definition = ("definition" in node && node.definition) || ""
  return definition.includes("*") || words(definition).some(({ name }) => name === column)
}

function grantText({ privilege, column, to, grantable }: Grant, on: string): string {
  const columns = column === undefined ? "" : ` (${quoteName(column)})`
  return `grant ${privilege}${columns} on ${on} to ${to === undefined ? "public" : quoteName(to)}${grantable ? " with grant option" : ""}`
}
