import { AludelError } from "../errors/error.ts"
import type { SessionOptions } from "./dialect.ts"

/** How a lock is waited for. */
export interface Polling extends Pick<SessionOptions, "lock" | "lockTimeout" | "signal"> {
  /** Told once when somebody else has it. */
  onWait?(): void | Promise<void>
  /** The error for a wait that took too long. */
  timedOut(): AludelError | Promise<AludelError>
}

/**
 * Asks for a lock again and again, without blocking the process, until it is had: first after 25 ms, then less and less
 * often, up to half a second, jittered so that several waiting processes don't ask in step.
 *
 * @param attempt takes the lock, or says that somebody else has it
 * @throws AludelError `run/aborted` where the signal said so, and what `timedOut` gives
 */
export async function polled(attempt: () => Promise<boolean>, polling: Polling): Promise<void> {
  const started = performance.now()
  for (let pause = 25; ; pause = Math.min(500, pause * 2)) {
    if (polling.signal?.aborted === true) throw aborted(polling)
    if (await attempt()) return
    if (pause === 25) await polling.onWait?.()
    const left = (polling.lockTimeout ?? Number.POSITIVE_INFINITY) - (performance.now() - started)
    if (left <= 0) throw await polling.timedOut()
    await sleep(Math.min(left, pause * (0.5 + Math.random() / 2)), polling.signal)
  }
}

function aborted({ lock, signal }: Polling): AludelError {
  return new AludelError("run/aborted", `the wait for the lock of ${lock} was aborted`, {
    hint: "Nothing was changed. Run it again.",
    cause: signal?.reason,
  })
}

/** Waits, but no longer than until the signal says so. */
export function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
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
