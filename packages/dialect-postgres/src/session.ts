import type { AnyDatabase, SessionOptions } from "@aludel/core/dialect"

import { takeLock } from "./lock.ts"
import { settle } from "./settings.ts"

/**
 * Brackets a run in one READ COMMITTED transaction that holds the lock, whatever isolation the role has by default: a
 * snapshot from before the lock would show a history that is no longer true. In a transaction of the caller's nothing is
 * begun or committed; the settings are put back, and the lock is held until the caller ends it.
 */
export function session<T>(
  db: AnyDatabase,
  options: SessionOptions,
  work: (connection: AnyDatabase) => Promise<T>,
): Promise<T> {
  if (db.isTransaction) return within(db, options, work)
  return db
    .transaction()
    .setIsolationLevel("read committed")
    .execute(async (transaction) => {
      await settle(transaction, options.defaultSchema)
      await takeLock(transaction, options)
      return work(transaction)
    })
}

async function within<T>(
  db: AnyDatabase,
  options: SessionOptions,
  work: (connection: AnyDatabase) => Promise<T>,
): Promise<T> {
  const restore = await settle(db, options.defaultSchema)
  try {
    await takeLock(db, options)
    return await work(db)
  } finally {
    // After a failed statement the transaction can only be rolled back, which puts the settings back by itself.
    await restore().catch(() => {})
  }
}
