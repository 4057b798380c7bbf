import { AludelError } from "../errors/error.ts"
import { isSql, literal, sqlText } from "../sql/sql.ts"
import type { ColumnData } from "./column.ts"
import type { EnumNode } from "./model.ts"

/**
 * The default of a column as SQL text; `undefined` where it has none, or NULL.
 *
 * @param data the column
 * @param name the column's name, for messages: `hotels.code`
 * @throws AludelError `schema/invalid` where the value is none of the column's type
 */
export function defaultText(data: ColumnData, name: string): string | undefined {
  const value = data.default
  if (!("default" in data) || value === null) return undefined
  if (isSql(value)) return sqlText(value).trim()
  if (!fits(value, data)) throw unfit(value, data, name)
  if (isJson(data.type)) return literal(typeof value === "string" ? value : JSON.stringify(value))
  if (isList(value)) return literal(arrayText(value))
  if (data.type === "boolean") return literal(Boolean(value))
  return literal(value instanceof Date ? dateText(value, data.type) : value)
}

const integers = /^(smallint|integer|bigint)$/
const numbers = /^(numeric(\(.*\))?|double)$/
const texts = /^(text|(var)?char\(\d+\)|uuid|time(\(\d\))?)$/
const times = /^(timestamp(tz)?(\(\d\))?|date)$/

// Types that core does not know take whatever has a literal.
function fits(value: unknown, data: ColumnData): boolean {
  const { type } = data
  if (data.enum)
    return typeof value === "string" && (data.enum.values.length === 0 || data.enum.values.includes(value))
  if (isJson(type)) return isJsonValue(value)
  if (integers.test(type)) return isInteger(value)
  if (numbers.test(type)) return isNumber(value)
  if (type === "boolean") return typeof value === "boolean" || value === 0 || value === 1
  if (texts.test(type)) return typeof value === "string"
  if (times.test(type))
    return typeof value === "string" || (value instanceof Date && !Number.isNaN(value.getTime()))
  if (isList(value)) return type.endsWith("[]") && value.every(isElement)
  return typeof value !== "object" && typeof value !== "function" && value !== undefined
}

function isElement(value: unknown): boolean {
  if (isList(value)) return value.every(isElement)
  return value === null || ["string", "number", "bigint", "boolean"].includes(typeof value)
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

/** @see https://www.postgresql.org/docs/current/arrays.html#ARRAYS-INPUT */
function arrayText(values: readonly unknown[]): string {
  const elements = values.map((value) => {
    if (isList(value)) return arrayText(value)
    if (value === null) return "NULL"
    return typeof value === "string" ? `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"` : String(value)
  })
  return `{${elements.join(",")}}`
}

function isJson(type: string): boolean {
  return type === "json" || type === "jsonb" || type === "pg_catalog.json"
}

function isInteger(value: unknown): boolean {
  return (
    typeof value === "bigint" ||
    Number.isSafeInteger(value) ||
    (typeof value === "string" && /^-?\d+$/.test(value))
  )
}

function isNumber(value: unknown): boolean {
  return (
    isInteger(value) || Number.isFinite(value) || (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value))
  )
}

function isJsonValue(value: unknown): boolean {
  if (typeof value !== "string") return JSON.stringify(value) !== undefined
  try {
    JSON.parse(value)
    return true
  } catch {
    return false
  }
}

function dateText(date: Date, type: string): string {
  const text = date.toISOString()
  return type === "date" ? text.slice(0, 10) : text
}

function unfit(value: unknown, data: ColumnData, name: string): AludelError {
  return new AludelError(
    "schema/invalid",
    `the default ${shown(value)} of ${name} is no value of ${typeName(data)}`,
    {
      hint: data.enum ? `The values are ${list(data.enum)}.` : "Write a value of the type, or SQL: sql`…`.",
    },
  )
}

function shown(value: unknown): string {
  return typeof value === "string" ? `"${value}"` : value instanceof Uint8Array ? "of bytes" : String(value)
}

function typeName(data: ColumnData): string {
  return data.enum ? `the enum ${data.enum.name}` : `the type ${data.type}`
}

function list(node: EnumNode): string {
  return node.values.map((value) => `"${value}"`).join(", ")
}
