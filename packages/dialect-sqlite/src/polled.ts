import { AludelError, type AnyDatabase, type SessionOptions } from "@aludel/core/dialect"

import { withPragma } from "./pragma.ts"
import { query } from "./query.ts"

/** How a statement waits while another connection has the database. */
export type Waiting = Pick<SessionOptions, "lockTimeout" | "signal" | "onWait">

/**
 * Executes a statement that needs the database to itself, `begin immediate` or `commit`, again and again until no other
 * connection is in the way. SQLite's own waiting (`busy_timeout`) would block the whole process.
 *
 * @throws AludelError `lock/timeout`, `run/aborted`
 */
export function polled(db: AnyDatabase, statement: string, waiting: Waiting): Promise<void> {
  return withPragma(db, "busy_timeout", 0, async () => {
    const started = performance.now()
    for (let attempt = 0; ; attempt += 1) {
      if (waiting.signal?.aborted) throw aborted()
      if (await succeeds(db, statement)) return
      const left = (waiting.lockTimeout ?? Number.POSITIVE_INFINITY) - (performance.now() - started)
      if (left <= 0) throw timedOut(waiting.lockTimeout)
      if (attempt === 0) waiting.onWait?.()
      await pause(Math.min(delay(attempt), left), waiting.signal)
    }
  })
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

// From 25 to 250 ms, jittered so that several waiting processes don't ask in step.
function delay(attempt: number): number {
  return Math.min(250, 25 * 2 ** attempt) * (0.75 + Math.random() / 2)
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener("abort", end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    signal?.addEventListener("abort", end)
  })
}

function aborted(): AludelError {
  return new AludelError(
    "run/aborted",
    "stopped while waiting for the database, which another connection is writing to",
    {
      hint: "Nothing was changed. Run it again.",
    },
  )
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
