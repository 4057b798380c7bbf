import { keywords } from "./keywords.ts"
import { behindGroup, isKeyword, isSymbol, tokenize, type Token } from "./tokenizer.ts"

/**
 * The text of an expression with one space where there was white space or a comment, and without parentheses around the
 * whole. SQLite keeps definitions as they were typed.
 */
export function expressionText(tokens: readonly Token[]): string {
  return spaced(withoutParentheses(tokens), ({ text }) => text)
}

/**
 * An expression of a table with its columns spelled in one way: without quotes where they need none (`rename column` puts
 * some around the new name), without the table before them, and what stands in double quotes but names no column as the
 * string that SQLite takes it for.
 *
 * @param columns the table's columns
 * @param table the table's name. Default: none, as for a default
 */
export function withPlainNames(expression: string, columns: readonly string[], table?: string): string {
  const names = new Map(columns.map((name) => [name.toLowerCase(), name]))
  const tokens = withoutQualifier(tokenize(expression), table)
  return spaced(tokens, (token, index) => {
    if (token.kind !== "name" || !isOperand(tokens, index)) return token.text
    const column = names.get(token.value.toLowerCase())
    if (column !== undefined) return plainName(column)
    return token.text.startsWith('"') ? `'${token.value.replaceAll("'", "''")}'` : token.text
  })
}

/** A default as it stands behind `default`: a literal as it is, everything else in the parentheses that SQLite wants. */
export function defaultExpression(text: string): string {
  return isLiteral(text) || /^current_(date|time|timestamp)$/i.test(text)
    ? text
    : `(${expressionText(tokenize(text))})`
}

/** Whether SQL text is one literal: a string, a number with or without its sign, a blob, null, true, false. */
export function isLiteral(text: string): boolean {
  const tokens = withoutParentheses(tokenize(text))
  const signed = isSymbol(tokens[0], "-") || isSymbol(tokens[0], "+")
  const [token, ...rest] = signed ? tokens.slice(1) : tokens
  if (token === undefined || rest.length > 0) return false
  if (signed || token.kind === "number") return token.kind === "number"
  return (
    token.kind === "string" ||
    token.kind === "blob" ||
    ["null", "true", "false"].some((word) => isKeyword(token, word))
  )
}

function withoutParentheses(tokens: readonly Token[]): readonly Token[] {
  const enclosed = tokens.length > 2 && isSymbol(tokens[0], "(") && behindGroup(tokens, 0) === tokens.length
  return enclosed ? withoutParentheses(tokens.slice(1, -1)) : tokens
}

function spaced(tokens: readonly Token[], text: (token: Token, index: number) => string): string {
  return tokens
    .map(
      (token, index) =>
        `${token.start > (tokens[index - 1]?.end ?? token.start) ? " " : ""}${text(token, index)}`,
    )
    .join("")
}

// `hotels.code` is `code`: under the name that a table has while it is built anew the other would not be found.
function withoutQualifier(tokens: readonly Token[], table: string | undefined): readonly Token[] {
  const kept: Token[] = []
  for (const token of tokens) {
    const [qualifier, dot] = kept.slice(-2)
    const isQualified =
      table !== undefined &&
      isSymbol(dot, ".") &&
      (qualifier?.kind === "word" || qualifier?.kind === "name") &&
      qualifier.value.toLowerCase() === table.toLowerCase()
    if (isQualified) kept.splice(-2, 2, { ...token, start: qualifier.start })
    else kept.push(token)
  }
  return kept
}

// Not a function, a collation, a type, or a part of `table.column`.
function isOperand(tokens: readonly Token[], index: number): boolean {
  const [before, after] = [tokens[index - 1], tokens[index + 1]]
  if (isKeyword(before, "collate") || isKeyword(before, "as")) return false
  return !isSymbol(before, ".") && !isSymbol(after, ".") && !isSymbol(after, "(")
}

/** A name as it stands in SQL: in quotes where it needs them. */
export function plainName(name: string): string {
  const plain = /^[a-z_][a-z0-9_]*$/.test(name) && !keywords.has(name)
  return plain ? name : `"${name.replaceAll('"', '""')}"`
}
