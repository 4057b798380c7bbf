import { askEngine, type Engine } from "../dialect/generic.ts"
import { sleep } from "../dialect/polled.ts"
import { serverDetail } from "../errors/driver-error.ts"
import type { RunContext } from "./context.ts"

/** Does something, and does it again where the dialect says that the failure goes away. */
export async function retrying<T>(context: RunContext, work: () => Promise<T>): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await work()
    } catch (error) {
      if (!(await pauseBefore(context, error, tried))) throw error
    }
  }
}

/** What a run must know of its engine; asking may come upon a database that is busy, too. */
export function engineOf(context: RunContext): Promise<Engine> {
  return retrying(context, () => askEngine(context.dialect, context.db.withoutPlugins()))
}

/**
 * Waits before something is done again: 100 ms, then more and more, up to ten seconds, jittered. Says no, at once, where
 * that would not help: the failure does not go away, it was tried often enough, or the transaction is the caller's.
 */
export async function pauseBefore(context: RunContext, error: unknown, tried: number): Promise<boolean> {
  const { retries = 10, dialect, db, signal, onEvent } = context
  const failure = serverDetail(causeOf(error))
  const goesAway = dialect.isTransient?.(failure) === true && !db.isTransaction
  if (!goesAway || tried >= retries || signal?.aborted === true) return false
  const milliseconds = Math.round(Math.min(10_000, 100 * 2 ** tried) * (0.5 + Math.random() / 2))
  onEvent({ kind: "retry", attempt: tried + 1, of: retries, milliseconds, reason: failure.message })
  await sleep(milliseconds, signal)
  return true
}

/** The error that the driver threw, beneath ours. */
export function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error
}
