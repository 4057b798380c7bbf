import type { ColumnData } from "../schema/column.ts"
import { defaultText } from "../schema/default-text.ts"
import type { EnumNode } from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import { literal } from "../sql/sql.ts"

/** A value that has a literal. */
export type Plain = string | number | bigint | boolean

/**
 * The plain value that `default(…)` makes this SQL of, or `undefined` where there is none and the SQL must be written.
 *
 * @param sql the default as SQL
 * @param column the column's type; absent: where any literal will do
 */
export function plainDefault(sql: string, column?: Pick<ColumnNode, "type" | "enum">): Plain | undefined {
  const value = plainValue(sql)
  if (value === undefined) return undefined
  if (column?.type === "bytes") return undefined
  // Of these the builders take numbers only.
  if (typeof value === "string" && /^(smallint|integer|double)$/.test(column?.type ?? "")) return undefined
  return sqlOf(value, column) === sql ? value : undefined
}

function plainValue(sql: string): Plain | undefined {
  if (/^'(?:[^']|'')*'$/.test(sql)) return sql.slice(1, -1).replaceAll("''", "'")
  if (/^-?\d+(\.\d+)?$/.test(sql))
    return /^-?\d+$/.test(sql) && !Number.isSafeInteger(Number(sql)) ? BigInt(sql) : Number(sql)
  return sql === "true" ? true : sql === "false" ? false : undefined
}

function sqlOf(value: Plain, column: Pick<ColumnNode, "type" | "enum"> | undefined): string | undefined {
  if (column === undefined) return literal(value)
  const enumeration: EnumNode | undefined = column.enum && { kind: "enum", ...column.enum, values: [] }
  const data: ColumnData = {
    type: column.type,
    ...(enumeration && { enum: enumeration }),
    default: value,
    constraints: [],
  }
  try {
    return defaultText(data, "the column")
  } catch {
    return undefined
  }
}
