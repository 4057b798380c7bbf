import { plainName } from "./expression.ts"
import { reader, type Reader } from "./reader.ts"
import { isKeyword, isSymbol, tokenize } from "./tokenizer.ts"

/** A view as its stored SQL has it. */
export interface StoredView {
  readonly columns?: readonly string[]
  /** The query, as it is written. */
  readonly definition: string
}

/** Reads the `create view` statement that SQLite keeps in `sqlite_schema`. */
export function readStoredView(sql: string): StoredView {
  const from = reader(tokenize(sql))
  while (!from.ended() && !from.take("view")) from.next()
  from.take("if", "not", "exists")
  from.name()
  const columns = from
    .group()
    ?.filter((token) => !isSymbol(token, ","))
    .map(({ value }) => value)
  from.take("as")
  return { ...(columns === undefined ? {} : { columns }), definition: rest(sql, from) }
}

/** A trigger as its stored SQL has it. */
export interface StoredTrigger {
  /** `BEFORE UPDATE OF code, stars`: keywords in capitals, names without quotes where they need none. */
  readonly timing: string
  /** What stands behind `on` and the table, as it is written: `for each row when … begin … end`. */
  readonly definition: string
}

/** Reads the `create trigger` statement that SQLite keeps in `sqlite_schema`. */
export function readStoredTrigger(sql: string): StoredTrigger {
  const from = reader(tokenize(sql))
  while (!from.ended() && !from.take("trigger")) from.next()
  from.take("if", "not", "exists")
  from.name()
  const timing = `${moment(from)} ${event(from)}`
  from.take("on")
  from.name()
  return { timing, definition: rest(sql, from) }
}

// Left out, it is before.
function moment(from: Reader): string {
  if (from.take("after")) return "AFTER"
  if (from.take("instead", "of")) return "INSTEAD OF"
  from.take("before")
  return "BEFORE"
}

function event(from: Reader): string {
  const word = from.next()?.value.toUpperCase() ?? ""
  if (!from.take("of")) return word
  const columns: string[] = []
  while (!from.ended() && !isKeyword(from.peek(), "on")) {
    const token = from.next()
    if (token !== undefined && !isSymbol(token, ",")) columns.push(plainName(token.value))
  }
  return `${word} OF ${columns.join(", ")}`
}

function rest(sql: string, from: Reader): string {
  return sql.slice(from.peek()?.start ?? sql.length).trim()
}
