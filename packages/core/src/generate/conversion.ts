import type { ColumnChange } from "../operations/operation.ts"

/** What a change says of a column's type. */
export type TypeChange = Pick<ColumnChange, "type" | "enum">

/**
 * Whether every value of one type is a value of the other, and the engine converts it by itself. What is not known to be
 * is not: somebody is asked.
 */
export function keepsValues(from: TypeChange, to: TypeChange): boolean {
  const [old, wanted] = [typeOf(from.type ?? ""), typeOf(to.type ?? "")]
  if (from.enum || to.enum)
    return isSameEnum(from, to) || (to.enum === null || to.enum === undefined ? isText(wanted) : false)
  if (old.dimensions !== wanted.dimensions) return false
  if (old.name === wanted.name) return holdsSize(old, wanted)
  if (isText(wanted)) return holdsAnyText(old, wanted)
  if (wanted.name === "numeric") return holdsDigits(old, wanted)
  return (wider[old.name] ?? []).includes(wanted.name) && (old.size.length === 0 || holdsSize(old, wanted))
}

/** Whether a column of the one type could be one of the other under another name. */
export function areAkin(from: TypeChange, to: TypeChange): boolean {
  const [old, wanted] = [typeOf(from.type ?? ""), typeOf(to.type ?? "")]
  if (old.dimensions !== wanted.dimensions) return false
  if (from.enum || to.enum) return from.type === to.type || isText(old) || isText(wanted)
  return (
    old.name === wanted.name ||
    families.some((names) => [old, wanted].every(({ name }) => names.includes(name)))
  )
}

interface Type {
  /** Without its size: `varchar`. */
  readonly name: string
  /** `[10, 2]` of `numeric(10,2)`. */
  readonly size: readonly number[]
  /** How many pairs of brackets stand behind it. */
  readonly dimensions: number
}

function typeOf(text: string): Type {
  const [, name = text, size = "", brackets = ""] =
    /^(.*?)\s*(?:\(([\d,\s-]+)\))?((?:\[\d*\])*)$/s.exec(text) ?? []
  const plain = name.toLowerCase()
  return {
    name: aliases[plain] ?? plain,
    size: size === "" ? [] : size.split(",").map(Number),
    dimensions: brackets.split("[").length - 1,
  }
}

function isSameEnum(from: TypeChange, to: TypeChange): boolean {
  return from.type === to.type && from.enum?.name === to.enum?.name && from.enum?.schema === to.enum?.schema
}

function isText({ name }: Type): boolean {
  return texts.includes(name)
}

// Everything can be written as text; where its length is limited, only what is no longer.
function holdsAnyText(old: Type, wanted: Type): boolean {
  return wanted.size.length === 0 ? wanted.name !== "char" : isText(old) && holdsSize(old, wanted)
}

function holdsSize({ name, size: old }: Type, { size: wanted }: Type): boolean {
  if (wanted.length === 0) return name !== "char" || old.length === 0
  if (old.length === 0) return false
  if (name === "numeric") return holdsNumber(old, wanted)
  // `char(n)` is filled up with spaces to another length.
  return old.every((size, index) => size <= (wanted[index] ?? 0))
}

function holdsNumber([digits = 0, scale = 0]: readonly number[], wanted: readonly number[]): boolean {
  const [to = 0, toScale = 0] = wanted
  return scale <= toScale && digits - scale <= to - toScale
}

function holdsDigits(old: Type, wanted: Type): boolean {
  const digits = integers[old.name]
  if (digits !== undefined) return wanted.size.length === 0 || holdsNumber([digits, 0], wanted.size)
  return wanted.size.length === 0 && ["real", "double"].includes(old.name)
}

const texts = ["text", "varchar", "char", "citext", "name"]
const integers: Readonly<Record<string, number>> = { smallint: 5, integer: 10, bigint: 19 }
const families = [
  texts,
  ["smallint", "integer", "bigint", "numeric", "real", "double"],
  ["timestamp", "timestamptz", "date"],
  ["time", "timetz"],
  ["json", "jsonb"],
]
const aliases: Readonly<Record<string, string>> = {
  "character varying": "varchar",
  character: "char",
  bpchar: "char",
  "double precision": "double",
  int: "integer",
  decimal: "numeric",
}
const wider: Readonly<Record<string, readonly string[]>> = {
  smallint: ["integer", "bigint", "real", "double"],
  integer: ["bigint", "double"],
  real: ["double"],
  date: ["timestamp"],
  json: ["jsonb"],
  jsonb: ["json"],
}
