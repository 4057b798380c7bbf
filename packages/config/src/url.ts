import { isAbsolute, resolve } from "node:path"

/** A database's URL and where it was found: `--url`, the name of an environment variable, or a file. */
export interface LocatedUrl {
  readonly url: string
  readonly from: string
}

/**
 * A URL of SQLite with its path made absolute; every other URL as it is. Three slashes begin a relative path, four an
 * absolute one, as SQLAlchemy has it.
 */
export function absoluteUrl(url: string, folder: string): string {
  const [, scheme, rest] = /^(sqlite(?:\+\w+)?:|file:)(.*)$/s.exec(url) ?? []
  if (scheme === undefined || rest === undefined) return url
  const [, path = "", query = ""] = /^([^?]*)(\?.*)?$/s.exec(rest) ?? []
  const name = relativePath(scheme, path)
  if (name === undefined || name === "" || name === ":memory:") return url
  return `${scheme}${resolve(folder, name)}${query}`
}

/** The path where it may be a relative one. */
function relativePath(scheme: string, path: string): string | undefined {
  if (scheme === "file:" && path.startsWith("/")) return undefined
  const name = path.startsWith("///") ? path.slice(3) : path
  return name.startsWith("//") || isAbsolute(name) ? undefined : name
}

/** A URL, or any text with URLs in it, without its passwords. */
export function withoutPasswords(text: string): string {
  return text
    .replaceAll(/(\b[a-z][\w+.-]*:\/\/[^\s:@/]*):\S*@/gi, "$1:***@")
    .replaceAll(/([?&]password=)[^&\s]*/gi, "$1***")
}
