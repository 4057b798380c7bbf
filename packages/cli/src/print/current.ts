import type { CurrentRevision } from "@aludel/core"

/** `ID (head)`: a revision that the database is at. */
export function currentLine({ id, head, missing }: CurrentRevision): string {
  const marks = [...(head ? ["head"] : []), ...(missing ? ["missing here"] : [])]
  return [id, ...marks.map((mark) => `(${mark})`)].join(" ")
}
