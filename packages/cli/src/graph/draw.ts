/** A revision to be drawn: children come before their parents. */
export interface Drawn {
  readonly id: string
  readonly parents: readonly string[]
  /** What stands at its left: `*`, `@`. */
  readonly mark: string
  /** What stands at its right; further lines stand below, beside the lines of the graph. */
  readonly text: string
}

/**
 * Draws a graph of revisions as `git log --graph` does: a column for every line of revisions, a mark where one stands,
 * slashes where lines part and meet. Parents that are not drawn themselves have no line.
 *
 * @param revisions newest first
 * @returns lines of text without spaces at their ends
 */
export function draw(revisions: readonly Drawn[]): readonly string[] {
  const shown = new Set(revisions.map(({ id }) => id))
  const lines: string[] = []
  // For each column, the revision that it leads to.
  let columns: readonly string[] = []
  let endedAt: number | undefined
  for (const { id, parents, mark, text } of revisions) {
    if (!columns.includes(id)) {
      // Else it would look as if what ended in this column went on.
      if (endedAt === columns.length) lines.push("| ".repeat(endedAt))
      columns = [...columns, id]
    }
    const at = columns.indexOf(id)
    const [first, ...others] = parents.filter((parent) => shown.has(parent))
    const [head = "", ...more] = text.split("\n")
    lines.push(`${cells(columns, (column) => (column === at ? mark : "|"))} ${head}`)
    const below = first === undefined ? columns.map((_, column) => (column === at ? " " : "|")) : undefined
    for (const line of more) lines.push(`${(below ?? columns.map(() => "|")).join(" ")} ${line}`)
    columns = first === undefined ? ended(columns, at, lines) : columns.with(at, first)
    for (const parent of others.toReversed()) columns = opened(columns, at, parent, lines)
    columns = joined(columns, lines)
    endedAt = first === undefined ? at : undefined
  }
  return lines.map((line) => line.trimEnd())
}

function cells(columns: readonly string[], cell: (column: number) => string): string {
  return columns.map((_, column) => cell(column)).join(" ")
}

/** A line that leads nowhere is left; what stands to its right moves one column to the left. */
function ended(columns: readonly string[], at: number, lines: string[]): readonly string[] {
  const right = columns.length - at - 1
  if (right > 0) lines.push(`${"| ".repeat(at)} ${"/ ".repeat(right)}`)
  return columns.toSpliced(at, 1)
}

/** A further parent gets a column of its own; what stands to its right moves one column to the right. */
function opened(columns: readonly string[], at: number, parent: string, lines: string[]): readonly string[] {
  lines.push(`${"| ".repeat(at)}|\\${" \\".repeat(columns.length - at - 1)}`)
  return columns.toSpliced(at + 1, 0, parent)
}

/** Columns that lead to the same revision become one, the leftmost. */
function joined(columns: readonly string[], lines: string[]): readonly string[] {
  const twice = columns.findIndex((id, column) => columns.indexOf(id) < column)
  if (twice === -1) return columns
  const into = columns.indexOf(columns[twice]!)
  const right = columns.length - twice - 1
  // The line crosses one column a row, and takes what stands to its right along in the first.
  for (let place = twice; place > into; place--) {
    const crossed = Array.from({ length: twice }, (_, column) => (column === place - 1 ? "|/" : "| "))
    lines.push(`${crossed.join("")}${place === twice ? ` ${"/ ".repeat(right)}` : "| ".repeat(right)}`)
  }
  return joined(columns.toSpliced(twice, 1), lines)
}
