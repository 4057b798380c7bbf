const encoder = new TextEncoder()
const longest = 63

/**
 * The name that PostgreSQL makes of a table's and a column's for what it names itself: `hotels_id_seq`,
 * `hotels_id_not_null`. Too long ones are cut, the longer of the two first (`makeObjectName` of the server's source).
 * Where the name is taken it puts a number behind, which can't be known from here.
 */
export function chosenName(table: string, column: string, label: "seq" | "not_null"): string {
  const available = longest - label.length - 2
  let first = encoder.encode(table).length
  let second = encoder.encode(column).length
  while (first + second > available) {
    if (first > second) first -= 1
    else second -= 1
  }
  return `${clipped(table, first)}_${clipped(column, second)}_${label}`
}

/** A name of somebody's with something behind it, cut so that it stays within what names may have. */
export function nameWith(name: string, ending: string): string {
  return `${clipped(name, longest - encoder.encode(ending).length)}${ending}`
}

function clipped(name: string, bytes: number): string {
  let kept = ""
  for (const character of name) {
    if (encoder.encode(kept + character).length > bytes) break
    kept += character
  }
  return kept
}
