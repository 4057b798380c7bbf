// What there is to know about the text of a JavaScript or TypeScript file without parsing it.

const blank = /(?:\s+|\/\/[^\n\r]*|\/\*[^]*?\*\/)*/y

/** Past white space and comments. */
export function skipBlank(text: string, start: number): number {
  const code = text.charCodeAt(start)
  if (code > 47 && code < 128) return start
  blank.lastIndex = start
  blank.exec(text)
  return blank.lastIndex
}

/**
 * Past the first place where a sticky pattern matches outside of comments, texts and regular expressions.
 *
 * @returns `undefined` where it matches nowhere
 */
export function skipTo(text: string, pattern: RegExp, start = 0): number | undefined {
  for (let at = skipBlank(text, start); at < text.length; at = skipBlank(text, next(text, at))) {
    pattern.lastIndex = at
    if (pattern.test(text)) return pattern.lastIndex
  }
  return undefined
}

/**
 * Past the brace that closes the one before `start`.
 *
 * @returns `undefined` where none does
 */
export function endOfBraces(text: string, start: number): number | undefined {
  let depth = 1
  for (let at = skipBlank(text, start); at < text.length; at = skipBlank(text, next(text, at))) {
    if (text[at] === "{") depth++
    if (text[at] === "}") depth--
    if (depth === 0) return at + 1
  }
  return undefined
}

/** The text literal at this place: in any quotes, a template only without holes. */
export function stringAt(
  text: string,
  start: number,
): { readonly value: string; readonly end: number } | undefined {
  const quote = text[start]
  if (quote !== '"' && quote !== "'" && quote !== "`") return undefined
  const end = endOfString(text, start)
  if (end === undefined) return undefined
  const inside = text.slice(start + 1, end - 1)
  if (quote === "`" && /(?<!\\)(?:\\\\)*\$\{/.test(inside)) return undefined
  return { value: unescape(quote === "`" ? inside.replace(/\r\n?/g, "\n") : inside), end }
}

/** A copy that stands alone: a part of a text keeps the whole of it in memory. */
export function copied(part: string): string {
  return Buffer.from(part).toString()
}

/** Past the token at this place: a text, a regular expression, a word, or one sign. */
function next(text: string, at: number): number {
  const sign = text[at] ?? ""
  if (sign === '"' || sign === "'" || sign === "`") return endOfString(text, at) ?? text.length
  if (sign === "/" && startsRegExp(text, at)) return endOfRegExp(text, at)
  word.lastIndex = at
  return word.test(text) ? word.lastIndex : at + 1
}

const word = /[\w$]+/y

function endOfString(text: string, start: number): number | undefined {
  const quote = text[start]
  for (let at = start + 1; at < text.length; at++) {
    const sign = text[at]
    if (sign === "\\") at++
    else if (sign === quote) return at + 1
    else if (sign === "\n" && quote !== "`") return undefined
    else if (sign === "$" && quote === "`" && text[at + 1] === "{")
      at = (endOfBraces(text, at + 2) ?? text.length) - 1
  }
  return undefined
}

/** A slash divides after a value and starts a regular expression anywhere else. */
function startsRegExp(text: string, at: number): boolean {
  const before = /(\w+|[^\s\w])\s*$/.exec(text.slice(Math.max(0, at - 40), at))?.[1]
  return (
    before === undefined ||
    /^(?:return|typeof|case|in|of|void|delete|new|else|do|await|yield|[^\w)\]}"'`])$/.test(before)
  )
}

function endOfRegExp(text: string, start: number): number {
  let inClass = false
  for (let at = start + 1; at < text.length; at++) {
    const sign = text[at]
    if (sign === "\\") at++
    else if (sign === "\n") return at
    else if (sign === "[") inClass = true
    else if (sign === "]") inClass = false
    else if (sign === "/" && !inClass) return at + 1
  }
  return text.length
}

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  "0": "\0",
}

function unescape(inside: string): string {
  if (!inside.includes("\\")) return inside
  return inside.replace(
    /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[^]))/g,
    (_, point?: string, unit?: string, byte?: string, sign = "") => {
      if (point !== undefined) return String.fromCodePoint(parseInt(point, 16))
      const code = unit ?? byte
      if (code !== undefined) return String.fromCharCode(parseInt(code, 16))
      return /[\r\n]/.test(sign) ? "" : (escapes[sign] ?? sign)
    },
  )
}
