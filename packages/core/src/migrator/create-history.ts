import { lazily } from "./lazily.ts"
import type { History, HistoryOptions } from "./migrator.ts"

/**
 * Reads and extends a history without a database.
 *
 * @param options `source` says where the revisions are
 */
export function createHistory(options: HistoryOptions): History {
  return lazily<History>(
    { history: true, heads: true, branches: true, show: true, revision: true, merge: true, bundle: true },
    async () => (await import("./history-methods.ts")).historyMethods(options),
  )
}
