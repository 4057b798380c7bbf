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
  let spared: AnyDatabase | undefined
  let first: number | undefined
  // The connection that the run will work on is taken first, and given back once the second one is there as well.
  const spare = db.connection().execute(async (connection) => {
    spared = connection
    first = await backendOf(connection)
    const timer = setTimeout(() => {
      refused = noSecondConnection()
      opened.reject(refused)
    }, patience)
    const done = holding()
    done.catch(opened.reject)
    await opened.promise.finally(() => clearTimeout(timer))
    return { done }
  })
  let pooled = false
  const holding = () =>
    locked(
      db,
      options,
      async (holder) => {
        await settle(holder, {})
        await dropSnapshot(holder)
        const held: Held = { pooled, check: () => check(holder) }
        return work(held)
      },
      async (holder) => {
        if (refused !== undefined) throw refused
        // Only while both connections are taken do their processes say something; this is told of later tries, too.
        if (spared === undefined) return
        // A pooler that has no second connection of the server's to lend does not answer.
        const again = await Promise.race([backendOf(spared), opened.promise])
        pooled = again !== first || (await backendOf(holder)) === first
        spared = undefined
        opened.resolve()
      },
    )
  return spare.then(({ done }) => done)
}

const patience = 5000

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
  return new AludelError(
    "lock/connection",
    `what is to be run stands outside of any transaction in part, which takes a second connection for the lock, and the pool gave none within ${patience / 1000} s`,
    {
      hint: "Give the pool two connections at least (`max: 2`; a pooler before the server needs two for the database, too), or leave `concurrently` and `transaction: false` out.",
    },
  )
}
