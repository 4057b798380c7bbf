import type { CurrentRevision } from "@aludel/core"

/** `ID (head)`: a revision that the database is at. */
export function currentLine({ id, head, effectiveHead, missing, edited }: CurrentRevision): string {
  const marks = [
    ...(effectiveHead ? ["effective head"] : head ? ["head"] : []),
    ...(missing === undefined ? [] : [missing === "pruned" ? "pruned" : "missing here"]),
    ...(edited === undefined ? [] : ["edited"]),
  ]
  return [id, ...marks.map((mark) => `(${mark})`)].join(" ")
}
