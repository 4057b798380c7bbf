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
  if (part.kind === "foreignKey") {
    const { table, schema, columns } = part.references
    // `.references("billing.invoices.id")` is split at its dots.
    const plain = ![table, schema ?? "", ...columns].some((name) => name.includes("."))
    return part.columns.length === 1 && part.columns[0] === column && columns.length === 1 && plain
  }
  return "columns" in part && part.columns.length === 1 && part.columns[0] === column
}
