import type { HeldLock } from "@aludel/core/dialect"

/** The lock of a run, held by a transaction that does nothing else. */
export interface Held extends HeldLock {
  /** Whether a pooler stands in between that lends a server's connection for each transaction. */
  readonly pooled: boolean
}

/** Whether what `hold` has handed over says that a pooler stands in between. */
export function isPooled(held: HeldLock | undefined): boolean {
  return held !== undefined && "pooled" in held && held.pooled === true
}
