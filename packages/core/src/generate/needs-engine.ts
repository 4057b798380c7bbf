import { equal } from "../diff/equal.ts"
import type { SchemaNode } from "../schema/model.ts"
import { attributesOf, wordingOf } from "../schema/wording.ts"

/** Whether a node is altered attribute by attribute; any other is replaced as a whole. */
export function isAltered({ kind }: SchemaNode): boolean {
  return kind === "column" || kind === "table" || kind === "defined"
}

/** Whether only the engine can tell what of two nodes with the same identity differs, or whether anything does. */
export function needsEngine(from: SchemaNode, to: SchemaNode): boolean {
  const unequal = attributesOf(from.kind).filter((name) => !equal(attribute(from, name), attribute(to, name)))
  const worded = unequal.filter((name) => isWorded(from, to, name))
  // What is replaced as a whole is replaced for one true difference.
  return worded.length > 0 && (isAltered(from) || worded.length === unequal.length)
}

function isWorded(from: SchemaNode, to: SchemaNode, name: string): boolean {
  // An empty comment is none.
  if (name === "comment") return from.comment === "" || to.comment === ""
  return wordingOf(from.kind, name) === "worded"
}

/** The value of an attribute; `undefined` where the node has none. */
export function attribute(node: SchemaNode, name: string): unknown {
  return (node as unknown as Readonly<Record<string, unknown>>)[name]
}
