/** A piece of SQL text that is a name or a keyword, or that no name stands in as such. */
export interface Token {
  /** `body`: what stands in dollar quotes. */
  readonly kind: "name" | "literal" | "body" | "comment"
  /** What it says: a name without quotes, in lower case unless it has some; a literal and a body without theirs. */
  readonly inner: string
  readonly isQuoted: boolean
  readonly start: number
  readonly end: number
}

/** The tokens of SQL text, in order, but for numbers and punctuation. */
export function* tokens(text: string): Iterable<Token> {
  for (const match of text.matchAll(pattern)) {
    const [whole, , body] = match
    const place = { start: match.index, end: match.index + whole.length }
    const isQuoted = whole.startsWith('"')
    if (body !== undefined) yield { kind: "body", inner: body, isQuoted: true, ...place }
    else if (/^(?:--|\/\*)/.test(whole)) yield { kind: "comment", inner: whole, isQuoted: false, ...place }
    else if (whole.startsWith("'"))
      yield { kind: "literal", inner: whole.slice(1, -1).replaceAll("''", "'"), isQuoted: true, ...place }
    else if (isQuoted)
      yield { kind: "name", inner: whole.slice(1, -1).replaceAll('""', '"'), isQuoted, ...place }
    else yield { kind: "name", inner: whole.toLowerCase(), isQuoted, ...place }
  }
}

/** Whether a token is a literal that names something: `'hotels_id_seq'::regclass`, and what sequences are asked by: `nextval('hotels_id_seq')`. */
export function isNameLiteral({ kind, start, end }: Token, text: string): boolean {
  if (kind !== "literal") return false
  return (
    text.startsWith("::reg", end) ||
    /\b(?:nextval|currval|setval)\s*\(\s*$/i.test(text.slice(Math.max(0, start - 40), start))
  )
}

// Comments, dollar quotes, literals, quoted names, words.
const pattern =
  /--[^\n]*|\/\*[\s\S]*?\*\/|(\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$)([\s\S]*?)\1|'(?:[^']|'')*'|"(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/g
