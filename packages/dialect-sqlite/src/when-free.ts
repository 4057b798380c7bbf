import { AludelError, type AnyDatabase, polled, type SessionOptions } from "@aludel/core/dialect"

import { withPragma } from "./pragma.ts"
import { query } from "./query.ts"

/**
 * Executes a statement that needs the database to itself, `begin immediate` or `commit`, again and again until no other
 * connection is in the way. SQLite's own waiting (`busy_timeout`) would block the whole process.
 *
 * @throws AludelError `lock/timeout`, `run/aborted`
 */
export function whenFree(
  db: AnyDatabase,
  statement: string,
  { lock, lockTimeout, signal, onWait }: SessionOptions,
): Promise<void> {
  return withPragma(db, "busy_timeout", 0, () =>
    polled(() => succeeds(db, statement), {
      lock,
      lockTimeout,
      signal,
      onWait: () => onWait?.(),
      timedOut: () => timedOut(lockTimeout),
    }),
  )
}

async function succeeds(db: AnyDatabase, statement: string): Promise<boolean> {
  try {
    await query(db, statement)
    return true
  } catch (error) {
    if (isBusy(error)) return false
    throw error
  }
}

/** Whether another connection is in the way: better-sqlite3 and libSQL say so in words, node:sqlite by SQLite's number. */
function isBusy(error: unknown): boolean {
  const { code, errcode } = (error ?? {}) as { readonly code?: unknown; readonly errcode?: unknown }
  if (typeof errcode === "number") return (errcode & 0xff) === 5
  return typeof code === "string" && code.startsWith("SQLITE_BUSY")
}

function timedOut(lockTimeout: number | undefined): AludelError {
  return new AludelError(
    "lock/timeout",
    `another connection kept the database locked for ${lockTimeout} ms`,
    {
      hint: "Nothing was changed. Wait until the other run is over, or raise the lock timeout.",
      details: { lockTimeout },
    },
  )
}
