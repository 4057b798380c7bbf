import type { TablePartNode } from "../schema/model.ts"
import type { IndexKey } from "../schema/nodes/indexes.ts"
import { mentions } from "./expression.ts"

/** Whether a constraint or an index stands on a column of its table, and so goes with it. */
export function usesColumn(part: TablePartNode, column: string): boolean {
  switch (part.kind) {
    case "column":
    case "defined":
      return false
    case "check":
      return mentions(part.expression, column)
    case "exclusion":
      return hasKeyOn(part.elements, column) || isPredicateOn(part.where, column)
    case "index":
      return (
        hasKeyOn(part.keys, column) ||
        isPredicateOn(part.where, column) ||
        (part.include ?? []).includes(column)
      )
    case "foreignKey":
      return part.columns.includes(column)
    default:
      return part.columns.includes(column) || (part.include ?? []).includes(column)
  }
}

function hasKeyOn(keys: readonly IndexKey[], column: string): boolean {
  return keys.some((key) => ("column" in key ? key.column === column : mentions(key.expression, column)))
}

function isPredicateOn(where: string | undefined, column: string): boolean {
  return where !== undefined && mentions(where, column)
}
