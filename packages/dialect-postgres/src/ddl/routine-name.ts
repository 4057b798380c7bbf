import type { DefinedNode, ObjectName } from "@aludel/core/dialect"

import { pathText, type Naming } from "./path-text.ts"

/** The name of a routine apart from the types of its arguments, which stand in parentheses behind it. */
export function splitName(text: string): { readonly name: string; readonly types: string } {
  let depth = 0
  for (let at = text.length - 1; at > 0; at -= 1) {
    if (text[at] === ")") depth += 1
    if (text[at] === "(") depth -= 1
    if (depth === 0 && text[at] === "(") return { name: text.slice(0, at), types: text.slice(at) }
    if (depth === 0) break
  }
  return { name: text, types: "" }
}

/** The name of a routine without types, as its own statement and others' texts have it. */
export function routineName({ schema, name }: DefinedNode): ObjectName {
  const own = splitName(name).name
  return schema === undefined ? { name: own } : { schema, name: own }
}

/** The quoted name of a routine with its types: `"app"."last_day"(timestamp with time zone)`. */
export function signatureText(node: DefinedNode, context: Naming): string {
  return `${pathText(routineName(node), context)}${splitName(node.name).types}`
}
