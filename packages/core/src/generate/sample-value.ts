import type { DefinedNode, EnumNode } from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import { literal } from "../sql/sql.ts"

/** What values may be taken from, besides a column's type. */
export interface ValueSources {
  /** Enumerated types and domains by name, as types spell them. */
  readonly types: ReadonlyMap<string, EnumNode | DefinedNode>
  /** The texts and numbers that checks, predicates and bounds name: a value among or beside them may be let in. */
  readonly texts: readonly string[]
  readonly numbers: readonly number[]
}

/**
 * Values that a column may take, as SQL, the likeliest first; none where nothing is known of its type.
 *
 * @param next the type that the column is to have, whose values it had better have already
 */
export function sampleValues(
  column: Pick<ColumnNode, "type" | "enum">,
  sources: ValueSources,
  next?: string,
): readonly string[] {
  const own = valuesOf(column.type, sources)
  const wanted = next === undefined ? [] : valuesOf(next, sources)
  if (wanted.length === 0) return own
  if (own.length === 0 || !isText(nameOf(column.type))) {
    const both = own.filter((value) => wanted.includes(value))
    return both.length > 0 ? both : own
  }
  return wanted.map((value) => (value.startsWith("'") ? value : literal(value)))
}

function valuesOf(type: string, sources: ValueSources): readonly string[] {
  const known = sources.types.get(type)
  if (known?.kind === "enum") return known.values.map((value) => literal(value))
  if (known !== undefined) return ofDomain(known, sources)
  if (/\[\d*\]$/.test(type)) return ["'{}'"]
  const [, size = ""] = /\((\d+)/.exec(type) ?? []
  const name = nameOf(type)
  if (isText(name)) return texts(sources, size === "" ? undefined : Number(size)).map((text) => literal(text))
  if (numeric.has(name)) return numbers(sources, type).map(String)
  return values[name] ?? []
}

function ofDomain({ options = {} }: DefinedNode, sources: ValueSources): readonly string[] {
  const { type, checks = [] } = options as {
    readonly type?: string
    readonly checks?: readonly { readonly expression: string }[]
  }
  if (type === undefined) return []
  const named = namedIn(checks.map(({ expression }) => expression))
  return valuesOf(type, {
    types: sources.types,
    texts: [...named.texts, ...sources.texts],
    numbers: [...named.numbers, ...sources.numbers],
  })
}

/** The texts and numbers that SQL names. */
export function namedIn(expressions: readonly string[]): Pick<ValueSources, "texts" | "numbers"> {
  const found = { texts: new Set<string>(), numbers: new Set<number>() }
  for (const expression of expressions) {
    for (const [text] of expression.matchAll(/'(?:[^']|'')*'/g))
      found.texts.add(text.slice(1, -1).replaceAll("''", "'"))
    for (const [text] of expression.replaceAll(/'(?:[^']|'')*'/g, "").matchAll(/(?<![\w.$])\d+(?:\.\d+)?/g))
      found.numbers.add(Number(text))
  }
  return { texts: [...found.texts], numbers: [...found.numbers] }
}

function texts(
  { texts: named, numbers: lengths }: ValueSources,
  size: number | undefined,
): readonly string[] {
  const long = lengths
    .filter((length) => length > 0 && length <= 200)
    .flatMap((length) => ["a".repeat(length), "1".repeat(length)])
  const all = ["a", ...named, "1", "A", "a@b.cd", ...long, "2026-01-01", uuid, "https://a.bc", "{}"]
  return [...new Set(all)].filter((text) => size === undefined || text.length <= size)
}

function numbers({ numbers: named }: ValueSources, type: string): readonly number[] {
  const all = [1, ...named.flatMap((each) => [each, each + 1, each - 1]), 0, 2, 10, 100, -1]
  const [, digits, scale = "0"] = /^numeric\((\d+)(?:,\s*(\d+))?\)/.exec(type) ?? []
  const most = digits === undefined ? Infinity : 10 ** (Number(digits) - Number(scale))
  const isWhole = ["integer", "bigint", "smallint"].includes(nameOf(type))
  return [...new Set(all)].filter((each) => Math.abs(each) < most && (!isWhole || Number.isInteger(each)))
}

function nameOf(type: string): string {
  return type.replace(/\s*\(.*$/s, "").toLowerCase()
}

function isText(name: string): boolean {
  return ["text", "varchar", "char", "citext", "name", "character varying", "character", "bpchar"].includes(
    name,
  )
}

const uuid = "00000000-0000-4000-8000-000000000001"
const numeric: ReadonlySet<string> = new Set([
  "smallint", "integer", "bigint", "numeric", "double", "real", "int", "decimal",
]) // prettier-ignore

// An untyped literal is read by the type itself, on every engine that has it.
const values: Readonly<Record<string, readonly string[]>> = {
  boolean: ["true", "false"],
  uuid: [literal(uuid)],
  date: ["'2026-01-01'"],
  time: ["'12:00:00'"],
  timetz: ["'12:00:00+00'"],
  timestamp: ["'2026-01-01 12:00:00'"],
  timestamptz: ["'2026-01-01 12:00:00+00'"],
  interval: ["'1 day'"],
  json: ["'{}'", "'[]'"],
  jsonb: ["'{}'", "'[]'"],
  bytes: ["'a'", "x'61'"],
  bytea: ["'a'"],
  inet: ["'127.0.0.1'"],
  cidr: ["'127.0.0.0/8'"],
  macaddr: ["'08:00:2b:01:02:03'"],
  money: ["'1'"],
  xml: ["'<a/>'"],
  tsvector: ["'a'"],
  tsquery: ["'a'"],
  point: ["'(1,1)'"],
  int4range: ["'[1,5)'"],
  int8range: ["'[1,5)'"],
  numrange: ["'[1,5)'"],
  daterange: ["'[2026-01-01,2026-02-01)'"],
  tsrange: ["'[2026-01-01 00:00,2026-02-01 00:00)'"],
  tstzrange: ["'[2026-01-01 00:00+00,2026-02-01 00:00+00)'"],
  hstore: ["'a=>1'"],
  ltree: ["'a'"],
}
