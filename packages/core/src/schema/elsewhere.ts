import type { SchemaNode } from "./model.ts"
import type { TableReference } from "./nodes/parts.ts"

/** Tells whether a table lies in a schema of which nothing is declared: it is somebody else's, and taken as it is written. */
export function elsewhere(nodes: readonly SchemaNode[]): (table: TableReference) => boolean {
  const declared = new Set(nodes.map((node) => (node.kind === "namespace" ? node.name : node.schema)))
  return ({ schema }) => schema !== undefined && !declared.has(schema)
}
