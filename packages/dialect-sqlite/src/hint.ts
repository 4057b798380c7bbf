import type { StatementFailure } from "@aludel/core/dialect"

/** What to do about a statement that SQLite refused, where its own words don't say it. */
export function hint({ message }: StatementFailure): string | undefined {
  const [, kind, name] = /^error in (view|trigger) (.+?)(?: after [a-z ]+)?: /.exec(message) ?? []
  if (kind !== undefined)
    return `SQLite looks at every view and trigger when it alters a table. Drop the ${kind} ${name} before, and create it again behind where it is still wanted.`
  const [, copied] = /aludel_new_(\w+)/.exec(message) ?? []
  if (copied === undefined) return undefined
  return `aludel_new_${copied} is ${copied} while it is built anew: a row that is there does not fit what it is to be.`
}
