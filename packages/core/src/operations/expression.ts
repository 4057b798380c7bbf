/**
 * Whether SQL text names a column. The text is not parsed: words outside of literals are compared, those that are called or
 * cast to are left out.
 */
export function mentions(expression: string, column: string): boolean {
  const tokens = expression.replaceAll(/'(?:[^']|'')*'/g, " ")
  for (const [word, quoted] of tokens.matchAll(
    /"((?:[^"]|"")*)"|(?<!::\s*)(?<![\w$])[A-Za-z_][\w$]*(?![\w$]|\s*\()/g,
  )) {
    if (
      quoted === undefined
        ? word.toLowerCase() === column.toLowerCase()
        : quoted.replaceAll('""', '"') === column
    )
      return true
  }
  return false
}
