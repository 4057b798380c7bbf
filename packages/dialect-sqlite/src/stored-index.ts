import { expressionText } from "./expression.ts"
import { reader } from "./reader.ts"
import { behindGroup, isKeyword, isSymbol, listItems, tokenize, type Token } from "./tokenizer.ts"

/** One key of an index as its stored SQL has it. */
export interface StoredKey {
  /** What the key is: a name alone, or an expression. */
  readonly text: string
  /** Whether it is a name alone. */
  readonly bare: boolean
  /** The collation of the whole key, as it is written. */
  readonly collation?: string
}

/** What the SQL of an index says and the pragmas don't. */
export interface StoredIndex {
  readonly keys: readonly StoredKey[]
  /** The predicate of a partial index. */
  readonly where?: string
}

/** Reads the `create index` statement that SQLite keeps in `sqlite_schema`. */
export function readStoredIndex(sql: string): StoredIndex {
  const tokens = tokenize(sql)
  const from = reader(tokens)
  while (!from.ended() && !from.take("on")) from.next()
  from.name()
  const keys = listItems(from.group() ?? []).map(storedKey)
  if (!from.take("where")) return { keys }
  return {
    keys,
    where: expressionText(tokens.filter(({ start }) => start >= (from.peek()?.start ?? sql.length))),
  }
}

function storedKey(tokens: readonly Token[]): StoredKey {
  const ordered = withoutOrder(tokens)
  const inner = withoutCollation(ordered)
  const text = expressionText(inner)
  const bare = tokenize(text).length === 1
  return inner === ordered ? { text, bare } : { text, bare, collation: ordered.at(-1)?.value ?? "" }
}

// A collation binds to what stands right before it; only where that is the whole key it is the key's.
function withoutCollation(tokens: readonly Token[]): readonly Token[] {
  if (!isKeyword(tokens.at(-2), "collate")) return tokens
  const inner = tokens.slice(0, -2)
  const open = inner.findIndex((token) => isSymbol(token, "("))
  const isWhole = inner.length === 1 || (open >= 0 && open <= 1 && behindGroup(inner, open) === inner.length)
  return isWhole ? inner : tokens
}

function withoutOrder(tokens: readonly Token[]): readonly Token[] {
  const last = tokens.at(-1)
  if (isKeyword(last, "asc") || isKeyword(last, "desc")) return tokens.slice(0, -1)
  const nulls = isKeyword(tokens.at(-2), "nulls") && (isKeyword(last, "first") || isKeyword(last, "last"))
  return nulls ? withoutOrder(tokens.slice(0, -2)) : tokens
}
