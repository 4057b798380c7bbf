import { withoutPasswords, type LocatedUrl } from "@aludel/config/node"
import { AludelError, isAludelError } from "@aludel/core"

/** What the system and PostgreSQL call a database that can't be reached or lets nobody in. */
const refused = new Set([
  "28000", "28P01", "3D000", "53300", "57P03",
  "ECONNREFUSED", "ECONNRESET", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "ETIMEDOUT", "SQLITE_CANTOPEN",
]) // prettier-ignore

/** The error itself, or where it is a failed connection that nobody has explained yet, one that says so. */
export function explainFailure(error: unknown, url: LocatedUrl | undefined): unknown {
  if (isAludelError(error) || !isRefused(error)) return error
  const { code, message } = error as { readonly code: string; readonly message: string }
  const place =
    url === undefined
      ? "the database that `db` of the configuration opens"
      : `${withoutPasswords(url.url)} (${url.from})`
  return new AludelError("database/connection", `Can't connect to ${place}: ${message || code}`, {
    cause: error,
    hint: `Check that the server runs and that ${url === undefined ? "the settings are" : "the URL is"} right.`,
  })
}

function isRefused(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && refused.has(String(error.code))
}
