import { literal } from "@aludel/core/dialect"

/** A `do` block of some lines: code of the server's own, for what depends on its version or its catalog; so that scripts can hold it, too. */
export function block(...lines: readonly string[]): string {
  return blockOf(lines.map(indented))
}

function blockOf(lines: readonly string[]): string {
  const text = ["begin", ...lines, "end"].join("\n")
  const tag = dollarTag(text)
  return `do ${tag} ${text} ${tag}`
}

/**
 * A `do` block that makes an object another in place, and where PostgreSQL finds that it can't be, with this error, anew.
 * Which of the two it is depends on the types of columns and arguments, which nobody knows better.
 */
export function tried(
  inPlace: readonly string[],
  error: "invalid_table_definition" | "invalid_function_definition" | "dependent_objects_still_exist",
  anew: readonly string[],
): string {
  return blockOf([
    ...inside(inPlace).map(indented),
    `exception when ${error} then`,
    ...inside(anew).map(indented),
  ])
}

// The server's language took the `;` of an SQL body for the end of the statement until 14.13, 15.8 and 16.4.
function inside(statements: readonly string[]): readonly string[] {
  return statements.map((text) =>
    /\bbegin\s+atomic\b/i.test(text) ? `execute ${literal(text)};` : `${text};`,
  )
}

function indented(line: string): string {
  return `  ${line}`
}

// A tag that the text does not hold itself.
function dollarTag(text: string): string {
  for (let number = 0; ; number += 1) {
    const tag = `$aludel${number === 0 ? "" : number}$`
    if (!text.includes(tag)) return tag
  }
}
