import { expressionText } from "./expression.ts"
import { reader } from "./reader.ts"
import { isKeyword, listItems, tokenize, type Token } from "./tokenizer.ts"

/** One key of an index as its stored SQL has it. */
export interface StoredKey {
  /** What the key is: a name alone, or an expression, a collation included. */
  readonly text: string
  /** Whether it is a name alone, not a name with a collation. */
  readonly bare: boolean
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
  const text = expressionText(withoutOrder(tokens))
  return { text, bare: tokenize(text).length === 1 }
}

function withoutOrder(tokens: readonly Token[]): readonly Token[] {
  const last = tokens.at(-1)
  if (isKeyword(last, "asc") || isKeyword(last, "desc")) return tokens.slice(0, -1)
  const nulls = isKeyword(tokens.at(-2), "nulls") && (isKeyword(last, "first") || isKeyword(last, "last"))
  return nulls ? withoutOrder(tokens.slice(0, -2)) : tokens
}
