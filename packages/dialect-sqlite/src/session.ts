import type { AnyDatabase, SessionOptions } from "@aludel/core/dialect"

import { withoutForeignKeys } from "./foreign-keys.ts"
import { askLibrary, type Library } from "./library.ts"
import { mainOnly } from "./main-only.ts"
import { withPragma } from "./pragma.ts"
import { query } from "./query.ts"
import { whenFree } from "./when-free.ts"

/**
 * Brackets a run: one connection, `begin immediate`, which is the lock (SQLite lets one connection write at a time), the
 * work, `commit`; `rollback` where anything fails. While it lasts SQLite does not act on foreign keys; before the commit
 * they are checked instead, where the connection would have acted on them.
 *
 * A transaction of the caller's is used as it is: nothing is begun, committed or set. What stands alone has the connection
 * as it is.
 *
 * @throws AludelError `lock/timeout`, `run/aborted`; `run/failed` where rows are left that refer to nothing
 */
export async function session<T>(
  library: Library,
  db: AnyDatabase,
  options: SessionOptions,
  work: (connection: AnyDatabase) => Promise<T>,
): Promise<T> {
  mainOnly(options.defaultSchema, "the default schema")
  if (options.alone) return db.connection().execute(work)
  if (db.isTransaction) {
    await askLibrary(library, db)
    return withPragma(db, "legacy_alter_table", 0, () => work(db))
  }
  return db.connection().execute((connection) =>
    withoutForeignKeys(connection, (guard) =>
      withPragma(connection, "legacy_alter_table", 0, () =>
        inTransaction(connection, options, async () => {
          await askLibrary(library, connection)
          const check = await guard.begin(connection)
          const result = await work(connection)
          await check(library.dangling)
          return result
        }),
      ),
    ),
  )
}

async function inTransaction<T>(
  db: AnyDatabase,
  options: SessionOptions,
  work: () => Promise<T>,
): Promise<T> {
  await whenFree(db, "begin immediate", options)
  try {
    const result = await work()
    // In rollback-journal mode a reader is in the way of a commit; the transaction stays open until it has finished.
    const { lock, lockTimeout, signal } = options
    await whenFree(db, "commit", { lock, lockTimeout, signal })
    return result
  } catch (error) {
    await rollback(db)
    throw error
  }
}

// Some errors (a full disk) make SQLite roll back by itself, and then there is nothing left to roll back.
async function rollback(db: AnyDatabase): Promise<void> {
  try {
    await query(db, "rollback")
  } catch {
    // The error that led here is the one to tell.
  }
}
