import type { AnyDatabase, Dialect, ScratchSettings } from "../dialect/dialect.ts"
import type { SessionHook } from "../dialect/session-hook.ts"
import type { RevisionTemplate } from "../codegen/revision-template.ts"
import type { Declaration } from "../generate/renames.ts"
import type { ReviewedChange } from "../generate/review.ts"
import type { SchemaSource } from "../generate/difference.ts"
import type { AutogenerateSettings } from "../generate/settings.ts"
import type { Operation } from "../operations/definition.ts"
import type { ProofPlace } from "../generate/proven.ts"
import type { Ask } from "../generate/questions.ts"
import type { TypedRename } from "../generate/typed-renames.ts"
import type { LocatedHeader, RevisionSource } from "../revisions/source.ts"
import type { Direction, RunEvent, RunResult } from "../runner/event.ts"
import type { RevisionHook } from "../runner/revision-hook.ts"
import type { TransactionMode } from "../runner/context.ts"
import type { Plan } from "../runner/plan.ts"
import type { BundleOptions } from "./bundle.ts"
import type { Adopted, AdoptOptions } from "./adopt.ts"
import type { Pulled, PullOptions } from "./pull.ts"

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

/** How a new database is made. */
export interface CreateOptions {
  /** Go on though revisions run code or SQL or insert rows, leaving that out. Default: false, and then it is refused. */
  readonly skipCode?: boolean | undefined
  /** Ends the wait for the lock. */
  readonly signal?: AbortSignal | undefined
}

/** Which revision to go to. */
export interface TargetOptions {
  /** `head`, `heads`, an id or a prefix, `+1`, `-1`, `label@head`, `base`; several for `stamp`. */
  readonly to?: string | readonly string[] | undefined
  /** Ends the wait for the lock. */
  readonly signal?: AbortSignal | undefined
}

/** One applied head of the database, or one applied revision that is missing on disk. */
export interface CurrentRevision {
  readonly id: string
  readonly message: string
  readonly location?: string
  /** Whether it is a head of the history, too. */
  readonly head: boolean
  /** Whether it is a head only by parents: some revision depends on it. */
  readonly effectiveHead: boolean
  /**
   * Set where no file has it: the database is `ahead` of the files, or the file was `pruned` after newer revisions had been
   * applied, or it is `lost` for no reason that could be seen, as when it is on another branch.
   */
  readonly missing?: "ahead" | "pruned" | "lost"
  /** Set where it says something else than what was applied: what differs, one line each. */
  readonly edited?: readonly string[]
  /** Set where it was begun in pieces, or begun to be taken back, and is not over. */
  readonly partial?: PartialRevision
}

/** How far a revision has come that was begun. */
export interface PartialRevision {
  /** Which way it goes. */
  readonly direction: "upgrade" | "downgrade"
  /** How many of its operations are done. */
  readonly done: number
  readonly of: number
  /** A step that was begun and of which it is not known what became. Absent: none. */
  readonly open?: string
}

/** A revision as the graph knows it. */
export interface RevisionInfo extends LocatedHeader {
  /** Whether no revision has it as a parent. */
  readonly head: boolean
  /** Whether it is a head only by parents: some revision depends on it. */
  readonly effectiveHead: boolean
  readonly branchPoint: boolean
  readonly mergePoint: boolean
  readonly children: readonly string[]
  /** The branch labels that reach it, declared here or elsewhere on its line. */
  readonly labels: readonly string[]
  /** Set where the database was asked: whether it is among the database's heads. */
  readonly current?: boolean
  /** Set where the database was asked: whether it is applied. */
  readonly applied?: boolean
}

/** What a new revision is to be. */
export interface NewRevisionOptions {
  /** One line that says what it does. */
  readonly message: string
  /** More about it than one line holds. Default: nothing. */
  readonly description?: string | undefined
  /** Compare the declared schema with the database and write the difference. Default: an empty revision. */
  readonly autogenerate?: boolean | undefined
  /** Compare with what the revisions give instead of the database, which is not asked; `db` may be one that never connects. Default: false. */
  readonly offline?: boolean | undefined
  /** Take only the changes of these tables, with what they depend on; the rest remains pending. Default: all. */
  readonly only?: readonly string[] | undefined
  /** Write a file also where autogenerate finds nothing to do. Default: false. */
  readonly allowEmpty?: boolean | undefined
  /** Default: `head`. */
  readonly head?: string | readonly string[] | undefined
  /** Allow a parent that is not a head: starts a branch. Default: refused. */
  readonly splice?: boolean | undefined
  readonly branchLabels?: readonly string[] | undefined
  readonly dependsOn?: readonly string[] | undefined
  /** Default: 12 random hex digits. */
  readonly id?: string | undefined
  /** The folder to write into, where there are several. */
  readonly folder?: string | undefined
  /** Answers questions of autogenerate. Default: unanswered ones are AludelError `generate/unanswered`. */
  readonly ask?: Ask | undefined
  /** Whether autogenerate runs the revision on a scratch, up and down, before it is written; `false` is noted in the file. Default: true. */
  readonly proof?: boolean | undefined
  /** Whether autogenerate looks at the rows of the database: what concerns none of them is not asked, and what they would break is refused. Default: false. */
  readonly againstData?: boolean | undefined
  /** What autogenerate is to take for renamed, by names: `{ from: "hotels.code", to: "hotels.short_code" }`. Default: nothing. */
  readonly renames?: readonly TypedRename[] | undefined
  /** `js` writes a JavaScript file. Default: `ts`. */
  readonly language?: "ts" | "js" | undefined
  /** What the file is put together by. Default: as a person would write it. */
  readonly template?: RevisionTemplate | undefined
}

/** What only autogenerate takes. */
export type GenerateKeys =
  | "autogenerate"
  | "offline"
  | "only"
  | "allowEmpty"
  | "ask"
  | "renames"
  | "proof"
  | "againstData"

/** What a merge is to be. */
export interface MergeOptions extends Omit<NewRevisionOptions, GenerateKeys | "head" | "message"> {
  /** Default: `heads`. */
  readonly revisions?: readonly string[] | undefined
  /** Default: "merge A and B". */
  readonly message?: string | undefined
}

/** What was written. `location` is absent, and nothing written, where autogenerate found nothing to do. */
export interface NewRevision {
  readonly id?: string
  readonly parents: readonly string[]
  readonly location?: string
  /** The file's text. */
  readonly text?: string
  /** One line per change: `+ hotels.code text`. */
  readonly summary: readonly string[]
  /** Objects of the database that no declaration and no revision knows; left alone. */
  readonly unmanaged: readonly string[]
}

/** Something that `check` found. */
export interface Finding {
  /**
   * `multiple-heads`: lines that are not merged · `edited`: an applied revision says
   * something else than what was applied · `not-up-to-date`: revisions not applied · `drift`: the database is not as
   * its revisions made it · `pending-changes`: the declaration has what no revision makes
   */
  readonly code: "pending-changes" | "multiple-heads" | "not-up-to-date" | "drift" | "edited"
  readonly message: string
  readonly hint: string
  /** One line each. */
  readonly details: readonly string[]
}

/** Which two schemas are compared, and what is wanted of the difference. */
export interface DiffOptions {
  readonly from: SchemaSource
  readonly to: SchemaSource
  /** The database is not asked; `db` may be one that never connects. Default: false. */
  readonly offline?: boolean | undefined
  /** Print the operations as the calls of a revision, too. Default: false. */
  readonly code?: boolean | undefined
  /** Print the SQL that they amount to, too. Default: false. */
  readonly sql?: boolean | undefined
}

/** What leads from one schema to another. */
export interface SchemaDiff {
  readonly operations: readonly Operation[]
  /** The changes as a person reviews them. */
  readonly changes: readonly ReviewedChange[]
  /** Objects of the database that the other side does not have and no revision made: left alone. */
  readonly unmanaged: readonly string[]
  /** `op.addColumn(…)`, one call below the other, where it was asked for. */
  readonly code?: string
  /** The SQL, where it was asked for. */
  readonly sql?: string
}

/** Everything that can be done with a history and a database. Reading methods write nothing, no tables either. */
export interface Migrator {
  /** Applies what is missing below the target (default: `head`), under the lock, all or nothing. */
  upgrade(
    options?: TargetOptions &
      RunOptions & {
        /** Applied revisions that were edited since, to be recorded as they stand now; running nothing of them. Default: none. */
        readonly acceptEdited?: readonly string[] | undefined
      },
  ): Promise<RunResult>
  /** Takes back what is above the target, or a target that was only begun; a target is required. */
  downgrade(options: RunOptions & { readonly to: string }): Promise<RunResult>
  /** Records revisions as applied without running them. `purge` forgets what is recorded first. */
  stamp(
    options: TargetOptions & {
      readonly to: string | readonly string[]
      readonly purge?: boolean | undefined
    },
  ): Promise<RunResult>
  /**
   * Builds the declared schema on an empty database and records all revisions as applied, in one transaction: a new database
   * at once. Refused where anything is there, where the revisions make something else than is declared, and where they
   * run code or SQL or insert rows, unless told.
   */
  create(options?: CreateOptions): Promise<RunResult>
  /** The heads of the database. */
  current(): Promise<readonly CurrentRevision[]>
  /** Revisions newest first; `range` as `a:b`; `database: true` also asks which are applied. */
  history(options?: {
    readonly range?: string | undefined
    readonly database?: boolean | undefined
  }): Promise<readonly RevisionInfo[]>
  heads(): Promise<readonly RevisionInfo[]>
  branches(): Promise<readonly RevisionInfo[]>
  /** The revisions that a target names. */
  show(target: string): Promise<readonly RevisionInfo[]>
  /** What `upgrade` or `downgrade` would run, and what to know before: dropped columns, changed values. Imports the revisions. */
  plan(
    options?: TargetOptions & {
      readonly direction?: "upgrade" | "downgrade" | undefined
      /** Whether the SQL of each operation is told, too. Default: false. */
      readonly sql?: boolean | undefined
    },
  ): Promise<Plan>
  /**
   * The SQL that a run would execute, values inlined, with the history rows; needs no database. `from` defaults to
   * base, and is required for a downgrade. From base, the history tables are created; a stamp from base to base does only that.
   */
  sql(options: {
    readonly direction?: Direction | undefined
    readonly from?: string | undefined
    /** Default: `head`. Several for a stamp. */
    readonly to?: string | readonly string[] | undefined
  }): Promise<string>
  /** What is out of order; empty when all is well. */
  check(): Promise<{ readonly findings: readonly Finding[] }>
  /** Writes a new revision. */
  revision(options: NewRevisionOptions): Promise<NewRevision>
  /** Writes a revision that joins heads. */
  merge(options?: MergeOptions): Promise<NewRevision>
  /** What leads from one schema to another, whatever each is taken from; nothing is asked, written or proven. */
  diff(options: DiffOptions): Promise<SchemaDiff>
  /** Creates the history tables if they are missing. */
  ensureVersion(): Promise<void>
  /** Reads the database and prints it as a declared schema; the revisions are not looked at, and nothing is written. */
  pull(options?: PullOptions): Promise<Pulled>
  /**
   * Takes over a database that another tool has migrated: pulls its schema, writes a first revision, records it as
   * applied. The other tool's tables are left alone.
   */
  adopt(options?: AdoptOptions): Promise<Adopted>
}

/** What can be done with a history alone, without a database: nothing of Kysely is loaded. */
export interface History extends Pick<Migrator, "heads" | "branches" | "show" | "merge"> {
  /** Revisions newest first; `range` as `a:b`. */
  history(options?: { readonly range?: string | undefined }): ReturnType<Migrator["history"]>
  /** Writes an empty revision. */
  revision(options: Omit<NewRevisionOptions, GenerateKeys>): Promise<NewRevision>
  /** The text of the index from which an application that is bundled has its revisions; writes nothing. */
  bundle(options: BundleOptions): Promise<string>
}

/** What reading and extending a history takes. */
export type HistoryOptions = Pick<MigratorOptions, "source" | "dialect" | "now">
