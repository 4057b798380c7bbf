import { AludelError } from "@aludel/core/dialect"

/** The error for what PostgreSQL has no words for: what, of which object, and what to do instead. */
export function unsupported(what: string, hint: string): AludelError {
  return new AludelError("dialect/unsupported", what, { hint })
}

/**
 * Refuses attributes that only other engines have.
 *
 * @throws AludelError `dialect/unsupported` naming the object
 */
export function refuseForeign(
  object: string,
  attributes: Readonly<Record<string, unknown>>,
  names: readonly string[],
): void {
  const found = names.find((name) => attributes[name] !== undefined && attributes[name] !== null)
  if (found === undefined) return
  throw unsupported(
    `${object} has the attribute ${found}, for which PostgreSQL has no words`,
    "Leave it out; only SQLite has it.",
  )
}
