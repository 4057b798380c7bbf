import { quoteName } from "./sql.ts"
import { isNameLiteral, type Token, tokens } from "./tokens.ts"

/** What the schema before a name is to be called; nothing where it stays. */
export type SchemaOf = (schema: string, name: string) => string | undefined

/**
 * SQL text in which schemas that stand before names are called otherwise, also in bodies of functions and in literals that
 * are cast to a name.
 */
export function withSchemas(text: string, schemaOf: SchemaOf): string {
  const all = [...tokens(text)]
  let made = ""
  let end = 0
  for (const [index, token] of all.entries()) {
    const other = within(token, text, schemaOf) ?? called(all, index, text, schemaOf)
    if (other === undefined) continue
    made += text.slice(end, token.start) + other
    end = token.end
  }
  return made + text.slice(end)
}

function within(token: Token, text: string, schemaOf: SchemaOf): string | undefined {
  const isBody = token.kind === "body"
  if (!isBody && !isNameLiteral(token, text)) return undefined
  const quote = isBody ? (token.end - token.start - token.inner.length) / 2 : 1
  const [start, end] = [token.start + quote, token.end - quote]
  const inner = withSchemas(text.slice(start, end), schemaOf)
  return `${text.slice(token.start, start)}${inner}${text.slice(end, token.end)}`
}

function called(all: readonly Token[], index: number, text: string, schemaOf: SchemaOf): string | undefined {
  const [token, next] = [all[index]!, all[index + 1]]
  if (token.kind !== "name" || next?.kind !== "name") return undefined
  const isQualifier = text.slice(token.end, next.start).trim() === "." && text[token.start - 1] !== "."
  const schema = isQualifier ? schemaOf(token.inner, next.inner) : undefined
  if (schema === undefined) return undefined
  return token.isQuoted ? quoteName(schema) : quotedIfNeeded(schema)
}

/** A name as SQL text may have it: without quotes where it needs none. */
export function quotedIfNeeded(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : quoteName(name)
}
