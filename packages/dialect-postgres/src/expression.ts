/**
 * An expression without the parentheses that PostgreSQL puts around the whole of it, twice around that of an index:
 * `((a > 0))` is `a > 0`, `(a) or (b)` stays. Nor has it the line break that is printed before a `CASE`.
 */
export function withoutParentheses(expression: string): string {
  const text = expression.trim()
  return wrapsAll(text) ? withoutParentheses(text.slice(1, -1)) : text
}

// PostgreSQL prints quotes inside texts and names doubled, also in E'' texts, so a quote always ends what it began.
function wrapsAll(expression: string): boolean {
  if (!expression.startsWith("(")) return false
  let depth = 0
  for (const { 0: token, index } of expression.matchAll(/'[^']*'|"[^"]*"|[()]/g)) {
    if (token === "(") depth++
    else if (token === ")") depth--
    if (depth === 0) return index === expression.length - 1
  }
  return false
}
