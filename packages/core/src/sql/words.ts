import { isNameLiteral, tokens } from "./tokens.ts"

/**
 * The names that SQL text mentions: words outside of literals and comments, those in double quotes as they are, others in
 * lower case. The text is not parsed, so keywords are among them, but for those that no engine takes for a name. A literal that names something
 * (`'hotels_id_seq'::regclass`, `nextval('hotels_id_seq')`) counts by its words; the body of a function in dollar quotes does not count.
 */
export function words(text: string): ReadonlySet<string> {
  const found = new Set<string>()
  for (const token of tokens(text)) {
    if (token.kind === "name" && (token.isQuoted || !keywords.has(token.inner))) found.add(token.inner)
    if (isNameLiteral(token, text)) for (const word of words(token.inner)) found.add(word)
  }
  return found
}

/** What stands in dollar quotes in SQL text: the bodies of functions. */
export function quotedBodies(text: string): readonly string[] {
  return [...tokens(text)].flatMap(({ kind, inner }) => (kind === "body" ? [inner] : []))
}

// A view called "order" is always in quotes, and no other one stands behind it for its `order by`.
const keywords: ReadonlySet<string> = new Set(
  (
    "all and as between case check collate constraint create default deferrable distinct else end except exists foreign from " +
    "group having in intersect into is join left limit not null on or order primary references returning right select table " +
    "then to union unique using values when where"
  ).split(" "),
)
