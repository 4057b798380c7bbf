import type { AnyDatabase, SessionOptions } from "@aludel/core/dialect"

import { cancelled } from "./cancel.ts"
import { locked, takeLock } from "./lock.ts"
import { settle, settleAlone } from "./settings.ts"

/**
 * Brackets a transaction of a run: READ COMMITTED, whatever isolation the role has by default, for a snapshot from before
 * the lock would show a history that is no longer true; with the lock, unless that is held elsewhere. In a transaction of
 * the caller's nothing is begun or committed; the settings are put back, and the lock is held until the caller ends it.
 */
export function session<T>(
  db: AnyDatabase,
  options: SessionOptions,
  work: (connection: AnyDatabase) => Promise<T>,
): Promise<T> {
  if (db.isTransaction) return within(db, options, work)
  if (options.alone) return outside(db, options, work)
  const settled = (transaction: AnyDatabase) =>
    cancelled(db, transaction, options.signal, async () => {
      await settle(transaction, options)
      return work(transaction)
    })
  return options.held
    ? db.transaction().setIsolationLevel("read committed").execute(settled)
    : locked(db, options, settled)
}

function outside<T>(
  db: AnyDatabase,
  options: SessionOptions,
  work: (connection: AnyDatabase) => Promise<T>,
): Promise<T> {
  return db.connection().execute((connection) =>
    cancelled(db, connection, options.signal, async () => {
      const restore = await settleAlone(connection, options)
      try {
        return await work(connection)
      } finally {
        // A connection that broke has no settings any more.
        await restore().catch(() => {})
      }
    }),
  )
}

async function within<T>(
  db: AnyDatabase,
  options: SessionOptions,
  work: (connection: AnyDatabase) => Promise<T>,
): Promise<T> {
  const restore = await settle(db, options)
  try {
    await takeLock(db, options)
    return await work(db)
  } finally {
    // After a failed statement the transaction can only be rolled back, which puts the settings back by itself.
    await restore().catch(() => {})
  }
}
