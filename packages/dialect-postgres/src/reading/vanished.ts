/**
 * What the snapshot shows is no longer there: the functions that print definitions look at the catalog as it is now, not
 * as it was, and give NULL or fail.
 */
export class VanishedError extends Error {
  /** @param object in words */
  constructor(object: string) {
    super(`${object} was dropped or changed while it was read`)
    this.name = "VanishedError"
  }
}

/** Whether a printed text is that of something gone: empty by our queries, or naming a column as only PostgreSQL names dropped ones. */
export function isVanished(text: string | null | undefined): boolean {
  return text === "" || (typeof text === "string" && text.includes("?dropped?column?"))
}

/**
 * Whether reading failed because something vanished: by our own finding, or by PostgreSQL's, which has only internal errors
 * (XX000) or "does not exist" for it.
 */
export function hasVanished(error: unknown): boolean {
  if (error instanceof VanishedError) return true
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown }
  if (code === "42P01" || code === "42704") return true
  return (
    code === "XX000" && /could not open relation|cache lookup failed|could not find/.test(String(message))
  )
}
