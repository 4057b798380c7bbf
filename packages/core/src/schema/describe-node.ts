import { displayName, tableOf } from "./catalog.ts"
import { isTablePart, type NodeKind, type SchemaNode } from "./model.ts"

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
  exclusion: "exclusion constraint",
  index: "index",
  defined: "object",
} as const satisfies Readonly<Record<NodeKind, string>>

/** A node in words, for messages: `the foreign key fk_guests_hotel_id of guests`. */
export function describeNode(node: SchemaNode): string {
  if (node.kind === "column") return `the column ${displayName(tableOf(node))}.${node.name}`
  if (isTablePart(node)) return `the ${wordOf(node)} ${node.name} of ${displayName(tableOf(node))}`
  return `the ${wordOf(node)} ${node.kind === "namespace" ? node.name : displayName(node)}`
}

/** What people call the kind of a node: of a defined object, its type. */
export function wordOf(node: SchemaNode): string {
  return node.kind === "defined" ? node.type : kindWords[node.kind]
}
