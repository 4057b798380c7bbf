import type { SchemaNode } from "../schema/model.ts"
import { constraintName, type NamedKind } from "../schema/names.ts"

/** Whether the built-in naming convention gives a constraint or an index its name. */
export function isConventional(part: SchemaNode): boolean {
  const columns = columnsOf(part)
  return (
    columns !== undefined &&
    "table" in part &&
    part.table !== undefined &&
    constraintName(part.kind as NamedKind, part.table, columns) === part.name
  )
}

function columnsOf(part: SchemaNode): readonly string[] | undefined {
  switch (part.kind) {
    case "primaryKey":
    case "unique":
    case "foreignKey":
      return part.columns
    case "index":
      return part.keys.map((key) => ("column" in key ? key.column : "expression"))
    default:
      return undefined
  }
}
