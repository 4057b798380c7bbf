import type { TablePartNode } from "../schema/model.ts"
import { mentions } from "./expression.ts"

/** Whether a constraint or an index stands on a column of its table, and so goes with it. */
export function usesColumn(part: TablePartNode, column: string): boolean {
  switch (part.kind) {
    case "column":
      return false
    case "check":
      return mentions(part.expression, column)
    case "index":
      return (
        part.keys.some((key) =>
          "column" in key ? key.column === column : mentions(key.expression, column),
        ) ||
        (part.where !== undefined && mentions(part.where, column))
      )
    default:
      return part.columns.includes(column)
  }
}
