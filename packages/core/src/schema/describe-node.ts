import { displayName, tableOf } from "./catalog.ts"
import type { NodeKind, SchemaNode } from "./model.ts"

/** What people call the kinds of nodes. */
export const kindWords = {
  namespace: "schema",
  enum: "enum",
  table: "table",
  column: "column",
  primaryKey: "primary key",
  unique: "unique constraint",
  foreignKey: "foreign key",
  check: "check constraint",
  index: "index",
} as const satisfies Readonly<Record<NodeKind, string>>

/** A node in words, for messages: `the foreign key fk_guests_hotel_id of guests`. */
export function describeNode(node: SchemaNode): string {
  if (node.kind === "column") return `the column ${displayName(tableOf(node))}.${node.name}`
  if ("table" in node) return `the ${kindWords[node.kind]} ${node.name} of ${displayName(tableOf(node))}`
  return `the ${kindWords[node.kind]} ${node.kind === "namespace" ? node.name : displayName(node)}`
}
