import { AludelError } from "./error.ts"

/**
 * The error for a failure of the database outside of a revision's statements, such as a missing right to read: what the
 * server said, with its code. Anything that no driver threw stays what it is.
 */
export function told(error: unknown): unknown {
  const detail = serverDetail(error)
  if (detail.code === undefined || !fromServer.test(detail.code)) return error
  const lines = [
    `the database refused: ${detail.message}`,
    ...(detail.detail === undefined ? [] : [`  detail: ${detail.detail}`]),
  ]
  return new AludelError("database/failed", lines.join("\n"), {
    hint: detail.hint,
    cause: error,
    details: { ...detail },
  })
}

// SQLSTATE, and SQLite's names.
const fromServer = /^(?:[0-9A-Z]{5}|SQLITE_\w+|ERR_SQLITE_ERROR)$/

/** Whether the server itself refused a statement, so that it had no effect; a connection that broke leaves that open. */
export function wasRefused(error: unknown): boolean {
  const { code } = serverDetail(error)
  return code !== undefined && fromServer.test(code) && !/^(?:08|57P|SQLITE_IOERR)/.test(code)
}

/** What a driver says of a failure, in the fields that most of them have. */
export interface ServerDetail {
  readonly message: string
  readonly code?: string
  readonly detail?: string
  readonly hint?: string
  /** Where in the SQL, counted from 1. */
  readonly position?: number
}

/** What a driver's error says. Drivers differ in everything but this much: PostgreSQL's fields by their protocol names, SQLite's code. */
export function serverDetail(error: unknown): ServerDetail {
  const fields = typeof error === "object" && error !== null ? (error as Record<string, unknown>) : {}
  const text = (name: string) => {
    const value = fields[name]
    return typeof value === "string" && value !== "" ? { [name]: value } : {}
  }
  const position = Number(fields["position"])
  return {
    message: error instanceof Error ? error.message : String(error),
    ...text("code"),
    ...text("detail"),
    ...text("hint"),
    ...(Number.isInteger(position) && position > 0 ? { position } : {}),
  }
}
