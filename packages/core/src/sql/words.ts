/**
 * The names that SQL text mentions: words outside of literals and comments, those in double quotes as they are, others in
 * lower case. The text is not parsed, so keywords are among them, but for those that no engine takes for a name. A literal that is cast to a name
 * (`'hotels_id_seq'::regclass`) counts by its words; the body of a function in dollar quotes does not count.
 */
export function words(text: string): ReadonlySet<string> {
  const found = new Set<string>()
  for (const [token, , body] of text.matchAll(pattern)) {
    if (token.startsWith("'")) {
      if (isNameLiteral(text, token)) for (const word of words(token.slice(1, -1))) found.add(word)
    } else if (token.startsWith('"')) found.add(token.slice(1, -1).replaceAll('""', '"'))
    else if (body === undefined && !/^(?:--|\/\*)/.test(token) && !keywords.has(token.toLowerCase()))
      found.add(token.toLowerCase())
  }
  return found
}

/** What stands in dollar quotes in SQL text: the bodies of functions. */
export function quotedBodies(text: string): readonly string[] {
  return [...text.matchAll(pattern)].flatMap(([, , body]) => (body === undefined ? [] : [body]))
}

// A view called "order" is always in quotes, and no other one stands behind it for its `order by`.
const keywords: ReadonlySet<string> = new Set(
  (
    "all and as between case check collate constraint create default deferrable distinct else end except exists foreign from " +
    "group having in intersect into is join left limit not null on or order primary references returning right select table " +
    "then to union unique using values when where"
  ).split(" "),
)

// Comments, dollar quotes, literals, quoted names, words.
const pattern =
  /--[^\n]*|\/\*[\s\S]*?\*\/|(\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$)([\s\S]*?)\1|'(?:[^']|'')*'|"(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/g

function isNameLiteral(text: string, literal: string): boolean {
  return text.includes(`${literal}::reg`)
}
