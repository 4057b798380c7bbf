import type { Decision } from "@aludel/core"

/**
 * Reads decisions from plain data. Questions whose answer is still `null` are left out, so that the list that was
 * printed may be filled in piece by piece.
 *
 * @throws TypeError that says which entry is none
 */
export function readDecisions(data: unknown): readonly Decision[] {
  if (!Array.isArray(data)) throw new TypeError("must be a list of answers")
  return (data as readonly unknown[]).flatMap((entry, index): readonly Decision[] => {
    const { kind, table, column, answer } = (entry ?? {}) as Readonly<Record<string, unknown>>
    if (answer === null || answer === undefined) return []
    if (typeof table === "string") {
      if (kind === "fill" && typeof column === "string" && typeof answer === "string")
        return [{ kind, table, column, answer }]
      if (kind === "dropTable" && typeof answer === "boolean") return [{ kind, table, answer }]
    }
    throw new TypeError(`entry ${index + 1} is no answer: ${JSON.stringify(entry)}`)
  })
}
