import type { CurrentRevision } from "@aludel/core"

/** `ID (head)`: a revision that the database is at. */
export function currentLine({ id, head, effectiveHead, missing }: CurrentRevision): string {
  const marks = [
    ...(effectiveHead ? ["effective head"] : head ? ["head"] : []),
    ...(missing ? ["missing here"] : []),
  ]
  return [id, ...marks.map((mark) => `(${mark})`)].join(" ")
}
