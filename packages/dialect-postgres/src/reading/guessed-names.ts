import { withoutParentheses } from "../expression.ts"

const name = String.raw`(?:"(?:[^"]|"")+"|\w+)`
const words = [
  "double precision",
  "character varying",
  "bit varying",
  String.raw`time(?:stamp)?(?:\(\d\))? with(?:out)? time zone`,
  String.raw`${name}(?:\.${name})*`,
]
const starts = /SELECT (?:DISTINCT )?|,\n\s*|'[^']*'|"[^"]*"/g
const plain = /E?'(?:[^']|'')*'|NULL|-?\d[\d.]*|\(-?\d[\d.]*\)/y
const castAndName = new RegExp(
  String.raw`::(?<type>${words.join("|")})(?:\([\d,]+\))?(?:\[\])* AS (?<given>${name})`,
  "y",
)

/**
 * A query of PostgreSQL without the names that a cast has anyway: `'x'::text AS text`. Behind `union` it prints such a name or
 * not, depending on whether the literal once stood there without the cast; executed, what it prints gets one.
 */
export function withoutGuessedNames(query: string): string {
  if (!query.includes(" AS ")) return query
  let result = ""
  let from = 0
  for (const { 0: token, index } of query.matchAll(starts)) {
    if (token.startsWith("'") || token.startsWith('"')) continue
    castAndName.lastIndex = endOfOperand(query, index + token.length)
    const { type, given } = castAndName.exec(query)?.groups ?? {}
    if (type === undefined || unquoted(given!) !== guessed(type)) continue
    const end = castAndName.lastIndex
    result += query.slice(from, end - ` AS ${given}`.length)
    from = end
  }
  return result + query.slice(from)
}

/** Where a literal or an operator's expression ends that begins there; what has a name of its own is passed over. */
function endOfOperand(query: string, start: number): number {
  plain.lastIndex = start
  if (plain.test(query)) return plain.lastIndex
  if (!query.startsWith("((", start)) return start
  const end = endOfGroup(query, start)
  const inner = query.slice(start + 1, end - 1)
  return withoutParentheses(inner) === inner || /^\(\s*SELECT\b/.test(inner) ? start : end
}

function endOfGroup(query: string, start: number): number {
  let depth = 0
  for (const { 0: token, index } of query.slice(start).matchAll(/'[^']*'|"[^"]*"|[()]/g)) {
    if (token === "(") depth++
    else if (token === ")" && --depth === 0) return start + index + 1
  }
  return start
}

// A cast is called like its type, by the name that the type has in the catalog.
function guessed(type: string): string {
  const bare = type.replace(/\(\d\)/, "")
  return catalogNames[bare] ?? unquoted(/(?:"(?:[^"]|"")+"|\w+)$/.exec(bare)![0])
}

const catalogNames: Readonly<Record<string, string>> = {
  bigint: "int8",
  "bit varying": "varbit",
  boolean: "bool",
  character: "bpchar",
  "character varying": "varchar",
  "double precision": "float8",
  integer: "int4",
  real: "float4",
  smallint: "int2",
  "time with time zone": "timetz",
  "time without time zone": "time",
  "timestamp with time zone": "timestamptz",
  "timestamp without time zone": "timestamp",
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text
}
