import { constants } from "node:os"

/** Why a run was stopped: somebody pressed Ctrl-C, or a system shuts it down. */
export class Signalled extends Error {
  /** What the shell is told: 130 for SIGINT, 143 for SIGTERM. */
  readonly exitCode: number

  /** @param signal the one that came */
  constructor(signal: NodeJS.Signals) {
    super(`${signal} was received`)
    this.name = "Signalled"
    this.exitCode = 128 + (constants.signals[signal] ?? 0)
  }
}

/**
 * Lends a signal that SIGINT and SIGTERM abort: the run stops and what is open is rolled back. A second one ends the process
 * at once. Whatever comes before and afterwards has the system's default action.
 */
export async function whileSignalsAbort<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const stop = (signal: NodeJS.Signals) => {
    const reason = new Signalled(signal)
    if (controller.signal.aborted) process.exit(reason.exitCode)
    controller.abort(reason)
  }
  for (const signal of stopping) process.on(signal, stop)
  try {
    return await work(controller.signal)
  } finally {
    for (const signal of stopping) process.off(signal, stop)
  }
}

const stopping = ["SIGINT", "SIGTERM"] as const
