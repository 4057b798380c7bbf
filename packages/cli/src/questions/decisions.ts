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
    const written = (entry ?? {}) as Readonly<Record<string, unknown>>
    if (written["answer"] === null || written["answer"] === undefined) return []
    const decision = decisionOf(written)
    if (decision === undefined)
      throw new TypeError(`entry ${index + 1} is no answer: ${JSON.stringify(entry)}`)
    return [decision]
  })
}

function decisionOf({
  kind,
  table,
  column,
  direction,
  what,
  from,
  answer,
}: Readonly<Record<string, unknown>>): Decision | undefined {
  if (kind === "rename" && typeof what === "string" && typeof from === "string")
    return typeof answer === "string" || answer === false ? { kind, what, from, answer } : undefined
  if (typeof table !== "string") return undefined
  if (kind === "dropTable") return typeof answer === "boolean" ? { kind, table, answer } : undefined
  if (typeof column !== "string" || typeof answer !== "string") return undefined
  if (kind === "fill") return { kind, table, column, answer }
  if (
    kind !== "convert" ||
    !(direction === undefined || direction === "upgrade" || direction === "downgrade")
  )
    return undefined
  return { kind, table, column, ...(direction === undefined ? {} : { direction }), answer }
}
