import type { ColumnNode, SchemaNode } from "@aludel/core/dialect"

import { tokenize } from "./tokenizer.ts"
import { sameType } from "./types.ts"

/**
 * Whether two nodes are the same to SQLite: a type under another name with the same affinity; a constraint that only lacks
 * its name; a foreign key that came to point at a key, or no longer does; a view or a trigger whose text is laid out otherwise; a primary key that lets NULL in, for the sake of an old bug.
 */
export function same(live: SchemaNode, declared: SchemaNode): boolean {
  return text(plainest(live, declared)) === text(plainest(declared, live))
}

// Without what makes no difference to the other.
function plainest(node: SchemaNode, other: SchemaNode): SchemaNode {
  if (node.kind === "column" && other.kind === "column") return column(node, other)
  if (node.kind === "defined" && node.definition !== undefined)
    return {
      ...node,
      definition: tokenize(node.definition)
        .map((token) => token.text)
        .join(" "),
    }
  return Object.fromEntries(
    Object.entries(node).filter(([key]) => !ofNoAccount.has(key)),
  ) as unknown as SchemaNode
}

const ofNoAccount: ReadonlySet<string> = new Set(["unnamed", "dangling"])

function column(node: ColumnNode, other: ColumnNode): ColumnNode {
  const { notNull: { notValid: _, ...notNull } = {}, ...rest } = node
  return {
    ...rest,
    ...(sameType(node, other) ? { type: "" } : {}),
    ...(Object.keys(notNull).length === 0 ? {} : { notNull }),
  }
}

function text(node: SchemaNode): string {
  return JSON.stringify(Object.entries(node).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
