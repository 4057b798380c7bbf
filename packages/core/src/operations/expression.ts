import { quoteName } from "../sql/sql.ts"

/**
 * Whether SQL text names a column. The text is not parsed: words outside of literals are compared, those that are called or
 * cast to are left out.
 */
export function mentions(expression: string, column: string): boolean {
  return renamedIn(expression, column, "") !== expression
}

/** SQL text with a column's name replaced, where {@link mentions} sees it; the new one is quoted where it must be. */
export function renamedIn(expression: string, from: string, to: string): string {
  return expression.replaceAll(
    pieces,
    (word: string, quoted: string | undefined, name: string | undefined) => {
      const isColumn =
        name === undefined
          ? quoted?.replaceAll('""', '"') === from
          : name.toLowerCase() === from.toLowerCase()
      return isColumn ? plainName(to) : word
    },
  )
}

/** A name in SQL text, quoted only where it must be: as engines print it, so that what they say of the same is the same text. */
export function plainName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : quoteName(name)
}

// What PostgreSQL reserves, and what SQLite does besides.
const reserved: ReadonlySet<string> = new Set(
  (
    "all analyse analyze and any array as asc asymmetric authorization between both case cast check collate collation " +
    "column commit concurrently constraint create cross current_catalog current_date current_role current_schema " +
    "current_time current_timestamp current_user default deferrable delete desc distinct do drop else end escape except " +
    "exists false fetch for foreign freeze from full grant group having if ilike in index initially inner insert " +
    "intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null " +
    "nothing offset on only or order outer over overlaps placing primary references returning right select " +
    "session_user set similar some symmetric system_user table tablesample then to trailing transaction true union " +
    "unique update user using values variadic verbose when where window with"
  ).split(" "),
)

// A string, which stays; a quoted name; a word that is neither called nor cast to.
const pieces = /'(?:[^']|'')*'|"((?:[^"]|"")*)"|(?<!::\s*)(?<![\w$])([A-Za-z_][\w$]*)(?![\w$]|\s*\()/g
