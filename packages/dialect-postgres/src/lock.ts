import type { AnyDatabase, SessionOptions } from "@aludel/core/dialect"
import { AludelError, polled } from "@aludel/core/dialect"

import { processText, type ServerProcess } from "./process.ts"

/**
 * Does some work in a READ COMMITTED transaction that has the lock of a run. The lock is polled: somebody who waits inside
 * the server blocks a concurrent index build of the holder's, and a session's lock outlives its client behind a pooler.
 * Each try is a transaction of its own, for an index build that comes upon one with a snapshot waits for its end, however
 * long it has been idle since.
 *
 * @param begun told of the transaction of each try, before the lock is asked for. Default: nobody is
 * @throws AludelError `lock/timeout` with the holder, or `run/aborted`
 */
export async function locked<T>(
  db: AnyDatabase,
  options: SessionOptions,
  work: (transaction: AnyDatabase) => Promise<T>,
  begun?: (transaction: AnyDatabase) => Promise<void>,
): Promise<T> {
  const key = await lockKey(options.lock)
  let done: { readonly result: T } | undefined
  const attempt = () =>
    db
      .transaction()
      .setIsolationLevel("read committed")
      .execute(async (transaction) => {
        await begun?.(transaction)
        if (!(await tryLock(transaction, key))) return false
        done = { result: await work(transaction) }
        return true
      })
  await polled(attempt, polling(db, key, options))
  return done!.result
}

/**
 * Takes the lock of a run for the rest of a transaction of the caller's, which can't be begun anew for each try.
 *
 * @throws AludelError `lock/timeout` with the holder, or `run/aborted`
 */
export async function takeLock(db: AnyDatabase, options: SessionOptions): Promise<void> {
  const key = await lockKey(options.lock)
  await polled(() => tryLock(db, key), polling(db, key, options))
}

function polling(db: AnyDatabase, key: bigint, options: SessionOptions): Parameters<typeof polled>[1] {
  const { lock, lockTimeout, signal } = options
  return {
    lock,
    lockTimeout,
    signal,
    onWait: async () => {
      const holder = options.onWait && (await findHolder(db, key))
      if (db.isTransaction) await dropSnapshot(db)
      options.onWait?.(holder && processText(holder))
    },
    timedOut: () => timedOut(db, key, options),
  }
}

// Advisory locks are the database's own, so its name need not be in the key.
async function lockKey(lock: string): Promise<bigint> {
  const digest = await globalThis.crypto.subtle.digest("SHA-256", new TextEncoder().encode(`aludel:${lock}`))
  return new DataView(digest).getBigInt64(0)
}

async function tryLock(db: AnyDatabase, key: bigint): Promise<boolean> {
  const { sql } = await import("kysely")
  const { rows } = await sql<{ taken: boolean }>`
    select pg_catalog.pg_try_advisory_xact_lock(${sql.lit(String(key))}::int8) as taken`.execute(db)
  if (!rows[0]!.taken) await dropSnapshot(db)
  return rows[0]!.taken
}

/**
 * Makes an idle transaction have no snapshot, for which a concurrent index build of somebody else's would wait: what a
 * query with bound values has read, its portal keeps until the next statement of the connection.
 */
export async function dropSnapshot(db: AnyDatabase): Promise<void> {
  const { sql } = await import("kysely")
  await sql`savepoint aludel_idle`.execute(db)
  await sql`release savepoint aludel_idle`.execute(db)
}

async function timedOut(
  db: AnyDatabase,
  key: bigint,
  { lock, lockTimeout }: SessionOptions,
): Promise<AludelError> {
  const holder = await findHolder(db, key)
  const who = holder === undefined ? "somebody" : processText(holder)
  return new AludelError(
    "lock/timeout",
    `the lock of ${lock} could not be had within ${lockTimeout} ms: ${who} holds it`,
    {
      hint:
        holder === undefined
          ? "Wait for the other run to end, or allow more time."
          : `Wait for the other run to end, allow more time, or end it: select pg_terminate_backend(${holder.pid})`,
      details: { lock, lockTimeout, ...(holder === undefined ? {} : { holder }) },
    },
  )
}

async function findHolder(db: AnyDatabase, key: bigint): Promise<ServerProcess | undefined> {
  const { sql } = await import("kysely")
  const half = (value: bigint) => sql`${String(value & 0xffffffffn)}::oid`
  const { rows } = await sql<ServerProcess>`
    select l.pid, a.application_name as application, a.usename::text as role, pg_catalog.host(a.client_addr) as client,
      pg_catalog.to_char(a.xact_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
    from pg_catalog.pg_locks l left join pg_catalog.pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'advisory' and l.granted and l.objsubid = 1
      and l.database = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
      and l.classid = ${half(key >> 32n)} and l.objid = ${half(key)}`.execute(db)
  return rows[0]
}
