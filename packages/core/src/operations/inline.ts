import type { TablePartNode } from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"

/** The constraints of a table that can be written on a column: those that stand on it alone, one of each kind. */
export function inlineParts(column: ColumnNode, parts: readonly TablePartNode[]): readonly TablePartNode[] {
  const kinds = ["primaryKey", "unique", "foreignKey"] as const
  return kinds.flatMap((kind) => {
    const found = parts.find((part) => part.kind === kind && isAlone(part, column.name))
    return found === undefined ? [] : [found]
  })
}

function isAlone(part: TablePartNode, column: string): boolean {
  // One that leads nowhere may name other columns than its own, or none.
  if (part.kind === "foreignKey" && part.references.columns.length !== 1) return false
  return "columns" in part && part.columns.length === 1 && part.columns[0] === column
}
