import type { ColumnNode } from "@aludel/core/dialect"

const portable: Readonly<Record<string, string>> = {
  smallint: "integer",
  integer: "integer",
  bigint: "integer",
  boolean: "integer",
  double: "real",
  text: "text",
  uuid: "text",
  timestamptz: "text",
  timestamp: "text",
  date: "text",
  time: "text",
  json: "text",
  bytes: "blob",
}

/**
 * The declared type of a column: the storage class that keeps the values of the portable type, the text as it is where
 * the type is none of the portable ones.
 *
 * `numeric(10,2)` stays as it is. It has SQLite's numeric affinity, so that amounts compare, sort and add up as numbers;
 * the price is that `1.10` is read as 1.1 and that digits beyond the 15th are rounded. As text they would be kept, but
 * `'10' < '9'`, silently. Where the digits count more, declare the column as text.
 */
export function columnType(column: Pick<ColumnNode, "type" | "enum">): string {
  if (column.enum !== undefined || column.type.startsWith("varchar(")) return "text"
  return portable[column.type] ?? column.type
}

/**
 * The model's spelling of a declared type: that of the portable type that is stored under just this name, else the
 * declared type as it is, so that a table can be built anew without changing it. Where it is written like a portable type
 * that is stored otherwise (`boolean`, `varchar(20)`), it comes in capitals.
 */
export function modelType(declared: string): string {
  const type = declared.toLowerCase()
  if (type === "integer" || type === "text" || type === "any" || /^numeric\b/.test(type)) return type
  if (type === "real") return "double"
  if (type === "blob") return "bytes"
  return columnType({ type: declared }) === declared ? declared : declared.toUpperCase()
}

/**
 * Whether two types, in the model's spelling, are the same to SQLite, so that a `VARCHAR(20)` that somebody else created
 * is no difference to a declared text. What decides is the affinity
 * (https://sqlite.org/datatype3.html#determination_of_column_affinity). Types of numeric affinity keep their name, but for
 * booleans: "numeric" and "integer" affinity behave the same. In lower case `int` stands for the one of a primary key,
 * which is not `integer`: that alone numbers the rows.
 */
export function sameType(
  a: Pick<ColumnNode, "type" | "enum">,
  b: Pick<ColumnNode, "type" | "enum">,
): boolean {
  return kindOfType(columnType(a)) === kindOfType(columnType(b))
}

function kindOfType(stored: string): string {
  if (stored === "int") return stored
  const type = stored.toLowerCase().trim()
  if (type.includes("int") || type === "boolean" || type === "bool") return "integer"
  if (/char|clob|text/.test(type)) return "text"
  if (type === "blob") return "bytes"
  if (/real|floa|doub/.test(type)) return "double"
  return type.replace(/^decimal\b/, "numeric")
}
