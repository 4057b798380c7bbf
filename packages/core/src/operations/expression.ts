import { quoteName } from "../sql/sql.ts"

/**
 * Whether SQL text names a column. The text is not parsed: words outside of literals are compared, those that are called or
 * cast to are left out.
 */
export function mentions(expression: string, column: string): boolean {
  return renamedIn(expression, column, "") !== expression
}

/** SQL text with a column's name replaced, where {@link mentions} sees it; the new one is quoted. */
export function renamedIn(expression: string, from: string, to: string): string {
  return expression.replaceAll(
    pieces,
    (word: string, quoted: string | undefined, name: string | undefined) => {
      const isColumn =
        name === undefined
          ? quoted?.replaceAll('""', '"') === from
          : name.toLowerCase() === from.toLowerCase()
      return isColumn ? quoteName(to) : word
    },
  )
}

// A string, which stays; a quoted name; a word that is neither called nor cast to.
const pieces = /'(?:[^']|'')*'|"((?:[^"]|"")*)"|(?<!::\s*)(?<![\w$])([A-Za-z_][\w$]*)(?![\w$]|\s*\()/g
