import type { AnyDatabase, Dialect, ScratchSettings } from "../dialect/dialect.ts"
import type { SessionHook } from "../dialect/session-hook.ts"
import type { Declaration } from "../generate/renames.ts"
import type { AutogenerateSettings } from "../generate/settings.ts"
import type { ProofPlace } from "../generate/proven.ts"
import type { RevisionSource } from "../revisions/source.ts"
import type { RunEvent } from "../runner/event.ts"
import type { RevisionHook } from "../runner/revision-hook.ts"
import type { TransactionMode } from "../runner/context.ts"

/** What a migrator is made from. */
export interface MigratorOptions {
  /** The database, with any driver and plugins; a transaction of the caller's also, in which nothing is begun or committed. */
  readonly db: AnyDatabase
  /** What the engine says differently. Default: the generic dialect, which runs revisions but can't read a database. */
  readonly dialect?: Dialect | undefined
  /** Where revisions come from: `folder("migrations")` of `@aludel/core/node`, or `inMemory([...])`. */
  readonly source: RevisionSource
  /** The declared schema, from `defineSchema`. Needed by `revision({ autogenerate: true })` and `check` only. */
  readonly schema?: Declaration | undefined
  /** The schema that names without one lie in; created if missing. Default: the engine's own. */
  readonly defaultSchema?: string | undefined
  /** Where the history is kept. Default: `aludel_history` in the default schema; the log and control tables share its name. */
  readonly history?: { readonly table?: string | undefined; readonly schema?: string | undefined } | undefined
  /** How long to wait for another run, in milliseconds. Default: as long as it takes. */
  readonly lockTimeout?: number | undefined
  /**
   * How long a statement may wait for a lock of the database's, in milliseconds, so that who comes behind it does not wait
   * too; then its transaction is rolled back and run again. Default: what the connection has.
   */
  readonly statementLockTimeout?: number | undefined
  /** How often a transaction is run again after a failure that goes away: a lock's timeout, a deadlock. Default: 10. */
  readonly retries?: number | undefined
  /**
   * How many transactions a run has: one for all of it (`"run"`), so that a failure leaves nothing; one for each revision
   * (`"revision"`), so that those before it stay; one for each operation (`false`), `sql` and `run` having none. Default:
   * `"run"`. What can't be in a transaction, like an index created concurrently, stands between two.
   */
  readonly transaction?: TransactionMode | undefined
  /**
   * Where generated revisions are proven and expressions compared: a temporary database through `connect`, a database set
   * aside, what must be made there first. Default: what the dialect finds by itself.
   */
  readonly scratch?: ScratchSettings | undefined
  /** The databases of other dialects that the same revisions are for: generated ones are proven there, too. Default: none. */
  readonly proveOn?: (() => Promise<readonly ProofPlace[]>) | undefined
  /** How the schema is compared: what is looked at, what counts as a difference, which changes are refused. Default: all is, as the engine sees it, none. */
  readonly autogenerate?: AutogenerateSettings | undefined
  /**
   * What each connection of a run does first, also on a scratch: `["set role owner", "set statement_timeout = '5s'"]`, or a
   * function that is handed the connection. A pool keeps what is set with `set`: give the migrator a Kysely of its own, or
   * write `set local`, which holds in transactions only. In a transaction of the caller's nothing is done. Default: nothing.
   */
  readonly session?: SessionHook | undefined
  /**
   * Called when a revision was applied, taken back or stamped, in its own transaction, behind its row in the history: where it throws,
   * the revision is rolled back. Default: nothing.
   */
  readonly onRevision?: RevisionHook | undefined
  /** Who runs, for the log: "anna@build-7". Default: not said. */
  readonly actor?: string | undefined
  /** Told about progress. Default: nobody is. */
  onEvent?(event: RunEvent): void
  /** The time, for headers and the history; default: the clock. */
  now?(): Date
}

/** How a run goes; what is left out is as `createMigrator` was told. */
export interface RunOptions extends Pick<
  MigratorOptions,
  "lockTimeout" | "statementLockTimeout" | "retries" | "transaction"
> {
  /**
   * What became of a step that stands outside of any transaction and was interrupted, where nothing but a person can tell:
   * `sql` and `run` under `transaction: false`. Default: not said, and then such a run is refused with `run/interrupted`.
   */
  readonly interrupted?: "done" | "not-done" | undefined
  /** Stops between operations, ends the wait for a lock and, where the engine can, a statement; what is open is rolled back. */
  readonly signal?: AbortSignal | undefined
}

/** Which revision to go to. */
export interface TargetOptions {
  /** `head`, `heads`, an id or a prefix, `+1`, `-1`, `label@head`, `base`; several for `stamp`. */
  readonly to?: string | readonly string[] | undefined
  /** Ends the wait for the lock. */
  readonly signal?: AbortSignal | undefined
}

/** How a new database is made. */
export interface CreateOptions {
  /** Go on though revisions run code or SQL or insert rows, leaving that out. Default: false, and then it is refused. */
  readonly skipCode?: boolean | undefined
  /** Ends the wait for the lock. */
  readonly signal?: AbortSignal | undefined
}
