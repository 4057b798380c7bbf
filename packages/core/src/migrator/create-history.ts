import { lazily } from "./lazily.ts"
import type { Migrator, MigratorOptions, NewRevision, NewRevisionOptions } from "./migrator.ts"

/** What can be done with a history alone, without a database: nothing of Kysely is loaded. */
export interface History extends Pick<Migrator, "heads" | "branches" | "show" | "merge"> {
  /** Revisions newest first; `range` as `a:b`. */
  history(options?: { readonly range?: string | undefined }): ReturnType<Migrator["history"]>
  /** Writes an empty revision. */
  revision(options: Omit<NewRevisionOptions, "autogenerate" | "ask">): Promise<NewRevision>
}

/** What reading and extending a history takes. */
export type HistoryOptions = Pick<MigratorOptions, "source" | "dialect" | "now">

/**
 * Reads and extends a history without a database.
 *
 * @param options `source` says where the revisions are
 */
export function createHistory(options: HistoryOptions): History {
  return lazily<History>(
    { history: true, heads: true, branches: true, show: true, revision: true, merge: true },
    async () => (await import("./history-methods.ts")).historyMethods(options),
  )
}
