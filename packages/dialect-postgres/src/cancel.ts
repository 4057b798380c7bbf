import type { AnyDatabase } from "@aludel/core/dialect"

/**
 * Does some work, and cancels the statement that its connection executes when the signal says so, from another
 * connection. Where the pool has no other to give, the statement runs to its end first.
 */
export async function cancelled<T>(
  db: AnyDatabase,
  connection: AnyDatabase,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (signal === undefined) return work()
  const pid = await backendOf(connection)
  const cancel = () => void cancelBackend(db, pid).catch(() => {})
  signal.addEventListener("abort", cancel)
  try {
    return await work()
  } finally {
    signal.removeEventListener("abort", cancel)
  }
}

/** The process of the server behind a connection. */
export async function backendOf(connection: AnyDatabase): Promise<number> {
  const { sql } = await import("kysely")
  const { rows } = await sql<{ pid: number }>`select pg_catalog.pg_backend_pid() as pid`.execute(connection)
  return rows[0]!.pid
}

async function cancelBackend(db: AnyDatabase, pid: number): Promise<void> {
  const { sql } = await import("kysely")
  await sql`select pg_catalog.pg_cancel_backend(${pid})`.execute(db)
}
