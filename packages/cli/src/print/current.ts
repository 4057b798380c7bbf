import type { CurrentRevision } from "@aludel/core"

/** `ID (head)`: a revision that the database is at. */
export function currentLine({ id, head, effectiveHead, missing, edited, partial }: CurrentRevision): string {
  const marks = [
    ...(effectiveHead ? ["effective head"] : head ? ["head"] : []),
    ...(missing === undefined ? [] : [missing === "pruned" ? "pruned" : "missing here"]),
    ...(partial === undefined ? [] : [partialMark(partial)]),
    ...(edited === undefined ? [] : ["edited"]),
  ]
  return [id, ...marks.map((mark) => `(${mark})`)].join(" ")
}

function partialMark({ direction, done, of, open }: NonNullable<CurrentRevision["partial"]>): string {
  const way = direction === "downgrade" ? " taken back" : ""
  return `partial ${done}/${of}${way}${open === undefined ? "" : `, interrupted: ${open}`}`
}
