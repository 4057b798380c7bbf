import { plainName } from "./expression.ts"

/** A collation as the model spells it: SQLite's own in capitals, others as SQL names them. */
function collationName(written: string): string {
  const name = written.toUpperCase()
  return ["BINARY", "NOCASE", "RTRIM"].includes(name) ? name : plainName(written)
}

/** A collation where it is not the one that stands anyway. */
export function otherCollation(
  written: string | undefined,
  own: string | undefined,
): { readonly collation?: string } {
  if (written === undefined) return {}
  const collation = collationName(written)
  return collation === (own === undefined ? "BINARY" : collationName(own)) ? {} : { collation }
}
