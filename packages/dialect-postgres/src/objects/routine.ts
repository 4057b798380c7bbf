import type { CompileContext, DefinedKind, DefinedNode } from "@aludel/core/dialect"
import { quoteName } from "@aludel/core/dialect"

import { pathText } from "../ddl/path-text.ts"

/** A function. */
export const storedFunction = routine("function")

/** A procedure. */
export const procedure = routine("procedure")

function routine(word: "function" | "procedure"): DefinedKind {
  return {
    rank: -40,
    create: (node, context) => [`create ${word} ${nameText(node, context)}${node.definition}`],
    drop: (node, context) => [`drop ${word} ${signatureText(node, context)}`],
    rename: (from, to, context) => [
      `alter ${word} ${signatureText(from, context)} rename to ${quoteName(splitName(to).name)}`,
    ],
    commentTarget: (node, context) => `${word} ${signatureText(node, context)}`,
  }
}

/** The quoted name of a routine with its types: `"app"."last_day"(timestamp with time zone)`. */
export function signatureText(node: DefinedNode, context: CompileContext): string {
  return `${nameText(node, context)}${splitName(node.name).types}`
}

/** The name of a routine apart from the types of its arguments, which stand in parentheses behind it. */
export function splitName(text: string): { readonly name: string; readonly types: string } {
  let depth = 0
  for (let at = text.length - 1; at > 0; at -= 1) {
    if (text[at] === ")") depth += 1
    if (text[at] === "(") depth -= 1
    if (depth === 0)
      return text[at] === "(" ? { name: text.slice(0, at), types: text.slice(at) } : { name: text, types: "" }
  }
  return { name: text, types: "" }
}

function nameText(node: DefinedNode, context: CompileContext): string {
  return pathText(
    { ...(node.schema === undefined ? {} : { schema: node.schema }), name: splitName(node.name).name },
    context,
  )
}
