import { AludelError } from "@aludel/core/dialect"

/** Which file a URL names. */
export interface Place {
  /** The path, relative to the working directory where it is not absolute; `:memory:` for a database in memory. */
  readonly path: string
  /** Whether the URL says `?mode=ro`. */
  readonly readonly: boolean
}

/**
 * Reads the URL of a SQLite database: `sqlite:app.db`, `sqlite:/var/app.db`, `file:app.db`, `file:///var/app.db`,
 * `sqlite::memory:`; and SQLAlchemy's spelling, where three slashes stand before a relative path and four before an
 * absolute one: `sqlite:///app.db`, `sqlite+aiosqlite:////var/app.db`. Of what stands behind `?` only `mode` is read.
 *
 * @throws AludelError `database/url`
 */
export function placeOf(url: string): Place {
  const [, scheme, rest = ""] = /^(sqlite(?:\+\w+)?|file):([^]*)$/i.exec(url.trim()) ?? []
  if (scheme === undefined) throw wrongUrl()
  const [written = "", settings = ""] = rest.split("?")
  const mode = new URLSearchParams(settings).get("mode")
  const path = scheme.toLowerCase() === "file" ? filePath(written) : sqlitePath(written)
  return { path: mode === "memory" || path === "" ? ":memory:" : path, readonly: mode === "ro" }
}

function sqlitePath(written: string): string {
  if (!written.startsWith("//")) return written
  const path = /^\/\/(?:\/([^]*))?$/.exec(written)
  if (path === null) throw wrongUrl()
  return path[1] ?? ""
}

function filePath(written: string): string {
  const path = written.replace(/^\/\/(?:localhost)?(?=\/)/i, "")
  if (path === "" || path.startsWith("//")) throw wrongUrl()
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

// Without the URL: it may be another engine's, with a password in it.
function wrongUrl(): AludelError {
  return new AludelError("database/url", "the database URL is none of SQLite", {
    hint: "Write sqlite:app.db for a path from here, sqlite:/var/lib/app.db for an absolute one.",
  })
}
