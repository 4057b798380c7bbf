import { AludelError, type AnyDatabase, polled, type SessionOptions } from "@aludel/core/dialect"

import { readPragma, withPragma } from "./pragma.ts"
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

/**
 * Does work that only reads, again and again while another connection keeps the database for itself, as one does that
 * commits in rollback-journal mode. It is waited for as long as the connection would by itself (`busy_timeout`), without
 * blocking the process; a transaction of the caller's has waited already.
 *
 * @throws AludelError `lock/timeout`
 */
export async function whenReadable<T>(
  db: AnyDatabase,
  work: (connection: AnyDatabase) => Promise<T>,
): Promise<T> {
  if (db.isTransaction) return work(db)
  // On a connection of its own, for meanwhile nobody else may read or set how long it waits.
  return db.connection().execute(async (connection) => {
    const patience = await readPragma(connection, "busy_timeout")
    const wait = (milliseconds: number) => query(connection, `pragma busy_timeout = ${milliseconds}`)
    let result: { readonly value: T } | undefined
    const attempt = async () => (result = await unlessBusy(() => work(connection))) !== undefined
    await wait(0)
    try {
      await polled(attempt, {
        lock: "the database",
        lockTimeout: patience,
        timedOut: () => timedOut(patience),
      })
    } finally {
      await wait(patience)
    }
    return result!.value
  })
}

async function unlessBusy<T>(work: () => Promise<T>): Promise<{ readonly value: T } | undefined> {
  try {
    return { value: await work() }
  } catch (error) {
    if (isBusy(error)) return undefined
    throw error
  }
}

async function succeeds(db: AnyDatabase, statement: string): Promise<boolean> {
  return (await unlessBusy(() => query(db, statement))) !== undefined
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
