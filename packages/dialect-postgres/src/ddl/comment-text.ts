import { literal } from "@aludel/core/dialect"

/** `comment on table "hotels" is 'where people sleep'`; without a comment, it is taken away. */
export function commentText(target: string, comment: string | undefined): string {
  return `comment on ${target} is ${comment === undefined ? "null" : literal(comment)}`
}
