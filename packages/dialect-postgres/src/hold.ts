import { AludelError, type AnyDatabase, type HeldLock, type SessionOptions } from "@aludel/core/dialect"

import { backendOf } from "./cancel.ts"
import type { Held } from "./held.ts"
import { dropSnapshot, locked } from "./lock.ts"
import { settle } from "./settings.ts"

/**
 * Holds the lock of a run in an idle READ COMMITTED transaction on a connection of its own, which is in nobody's way: an
 * index that is built concurrently waits for snapshots only, and such a transaction has none.
 *
 * @throws AludelError `lock/connection` where the pool has no second connection, `lock/timeout`, `run/aborted`
 */
export function hold<T>(
  db: AnyDatabase,
  options: SessionOptions,
  work: (held: HeldLock) => Promise<T>,
): Promise<T> {
  const opened = Promise.withResolvers<void>()
  let refused: AludelError | undefined
  let worked: Promise<T> | undefined
  const refuseAfter = (seconds: number, error: () => AludelError) =>
    setTimeout(() => {
      refused = error()
      opened.reject(refused)
    }, seconds * 1000)
  const holding = (spare: AnyDatabase, first: number, timer: ReturnType<typeof setTimeout>) =>
    locked(
      db,
      options,
      async (holder) => {
        // Asked by who has the lock, for who waits in a transaction for another one is in the way of all others.
        const asking = refuseAfter(patience.pooler, noSecondInPooler)
        const again = await Promise.race([backendOf(spare), opened.promise]).finally(() =>
          clearTimeout(asking),
        )
        const pooled = again !== first || (await backendOf(holder)) === first
        opened.resolve()
        await settle(holder, {})
        await dropSnapshot(holder)
        const held: Held = { pooled, check: () => check(holder) }
        worked = work(held)
        return worked
      },
      async () => {
        if (refused !== undefined) throw refused
        clearTimeout(timer)
      },
    )
  // The connection that the run will work on is taken first, and given back once the second one is there and has the lock.
  return db
    .connection()
    .execute(async (spare) => {
      const first = await backendOf(spare)
      const timer = refuseAfter(patience.pool, noSecondConnection)
      const done = holding(spare, first, timer)
      done.catch(opened.reject)
      await opened.promise.finally(() => clearTimeout(timer))
      return { done }
    })
    .then(({ done }) => done)
    .catch((error: unknown) => {
      // Where the lock's connection broke, its transaction can't be ended; what came of the work is known all the same.
      if (worked === undefined) throw error
      return worked
    })
}

/** How long is waited for a second connection, in seconds. */
const patience = { pool: 5, pooler: 10 }

async function check(holder: AnyDatabase): Promise<void> {
  try {
    await dropSnapshot(holder)
  } catch (error) {
    throw new AludelError("lock/lost", "the connection that holds the lock of the run is gone", {
      hint: "Run it again: it goes on from where the database is.",
      cause: error,
    })
  }
}

function noSecondConnection(): AludelError {
  return lacking(
    `the pool gave none within ${patience.pool} s`,
    "Give the pool two connections at least (`max: 2`)",
  )
}

function noSecondInPooler(): AludelError {
  return lacking(
    `the pooler before the server had none within ${patience.pooler} s`,
    "Give the pooler two connections of the server for this database at least (`default_pool_size` of PgBouncer)",
  )
}

function lacking(what: string, cure: string): AludelError {
  return new AludelError(
    "lock/connection",
    `what is to be run stands outside of any transaction in part, which takes a second connection for the lock, and ${what}`,
    { hint: `${cure}, or leave \`concurrently\` and \`transaction: false\` out.` },
  )
}
