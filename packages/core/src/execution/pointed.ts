/** How much of a long line is shown on each side of the place that is pointed at. */
const around = 40

/**
 * SQL as it is shown below an error, with a caret under the place that the server names. Of a line that is too long for a
 * terminal, the piece around that place is shown once more.
 *
 * @param position in characters, from 1. Default: no place is named
 */
export function pointed(sql: string, position?: number): readonly string[] {
  const lines = sql.trimEnd().split("\n")
  const first = lines.findIndex((line) => line.trim() !== "")
  const place = position === undefined ? undefined : placeOf(lines, position)
  const shown = lines.flatMap((line, row) => {
    if (row < first) return []
    const text = lines.length - first === 1 ? `  SQL: ${line}` : `    ${line}`
    if (place?.row !== row) return [text]
    const margin = text.slice(0, text.length - line.length).replaceAll(/./g, " ")
    return [text, ...under(line, place.column, margin)]
  })
  return lines.length - first === 1 ? shown : ["  SQL:", ...shown]
}

function placeOf(
  lines: readonly string[],
  position: number,
): { readonly row: number; readonly column: number } {
  let column = position - 1
  for (const [row, line] of lines.entries()) {
    const length = Array.from(line).length
    if (column <= length) return { row, column }
    column -= length + 1
  }
  const row = lines.length - 1
  return { row, column: Array.from(lines[row] ?? "").length }
}

function under(line: string, column: number, margin: string): readonly string[] {
  const letters = Array.from(line)
  if (letters.length <= 2 * around) return [`${margin}${blank(letters.slice(0, column))}^`]
  const from = Math.max(0, column - around)
  const piece = letters.slice(from, column + around)
  const before = `${margin.slice(0, -5)}here: ${from === 0 ? "" : "…"}`
  return [
    `${before}${piece.join("")}${from + piece.length < letters.length ? "…" : ""}`,
    `${blank(Array.from(before))}${blank(piece.slice(0, column - from))}^`,
  ]
}

// A tab stays one, so that what stands below it lines up.
function blank(letters: readonly string[]): string {
  return letters.map((letter) => (letter === "\t" ? letter : " ")).join("")
}
