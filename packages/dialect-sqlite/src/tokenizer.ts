/**
 * A piece of SQLite's SQL. `word`: a keyword or a bare name; `name`: one in double quotes, backticks or brackets;
 * `string`: in single quotes, which SQLite also takes for a name where one must stand.
 */
export interface Token {
  readonly kind: "word" | "name" | "string" | "blob" | "number" | "parameter" | "symbol"
  /** As it is written. */
  readonly text: string
  /** Without quotes; of a `word` as it is written. */
  readonly value: string
  readonly start: number
  readonly end: number
}

// The order counts: a blob before a word, a comment before a symbol. https://sqlite.org/lang_keywords.html has the quotes.
const pieces: Readonly<Record<Token["kind"] | "space", RegExp>> = {
  space: /(?:\s|--[^\n]*|\/\*[^]*?(?:\*\/|$))+/,
  blob: /[xX]'[0-9a-fA-F]*'/,
  word: /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/,
  name: /"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]/,
  string: /'(?:[^']|'')*'/,
  number: /0[xX][0-9a-fA-F]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?/,
  parameter: /\?\d*|[@:$#][\w$\u0080-\uffff]+/,
  symbol: /[^]/,
}
const kinds = Object.keys(pieces) as (keyof typeof pieces)[]
const piece = new RegExp(kinds.map((kind) => `(${pieces[kind].source})`).join("|"), "g")

/** The tokens of SQL, without white space and comments. What is no SQL becomes symbols, one character each. */
export function tokenize(sql: string): readonly Token[] {
  const tokens: Token[] = []
  for (const match of sql.matchAll(piece)) {
    const kind = kinds[match.indexOf(match[0], 1) - 1] ?? "symbol"
    if (kind !== "space") tokens.push(token(kind, match[0], match.index))
  }
  return tokens
}

function token(kind: Token["kind"], text: string, start: number): Token {
  return { kind, text, value: unquoted(kind, text), start, end: start + text.length }
}

function unquoted(kind: Token["kind"], text: string): string {
  if (kind === "blob") return text.slice(2, -1)
  if (kind !== "name" && kind !== "string") return text
  const quote = text.charAt(0)
  const inner = text.slice(1, -1)
  return quote === "[" ? inner : inner.replaceAll(quote + quote, quote)
}

/** Whether a token is this keyword, in any case. A quoted one never is. */
export function isKeyword(token: Token | undefined, keyword: string): boolean {
  return token?.kind === "word" && token.value.toLowerCase() === keyword
}

/** Whether a token is this character. */
export function isSymbol(token: Token | undefined, symbol: string): boolean {
  return token?.kind === "symbol" && token.text === symbol
}

/** The place behind the parenthesis that closes the one at `open`; the number of tokens where none does. */
export function behindGroup(tokens: readonly Token[], open: number): number {
  let depth = 0
  for (let index = open; index < tokens.length; index += 1) {
    if (isSymbol(tokens[index], "(")) depth += 1
    if (isSymbol(tokens[index], ")")) depth -= 1
    if (depth === 0) return index + 1
  }
  return tokens.length
}

/** The items of a list, divided by the commas that stand in no parentheses of their own. */
export function listItems(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const items: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (isSymbol(token, "(")) depth += 1
    if (isSymbol(token, ")")) depth -= 1
    if (depth === 0 && isSymbol(token, ",")) items.push([])
    else items.at(-1)?.push(token)
  }
  return items.filter((item) => item.length > 0)
}
