import type { Direction, RunResult } from "../runner/event.ts"
import type { Plan } from "../runner/plan.ts"
import type { BundleOptions } from "./bundle.ts"
import type { Adopted, AdoptOptions } from "./adopt.ts"
import type { Pulled, PullOptions } from "./pull.ts"
import type { CreateOptions, MigratorOptions, RunOptions, TargetOptions } from "./options.ts"
import type { CurrentRevision, RevisionInfo } from "./revision-info.ts"
import type { GenerateKeys, MergeOptions, NewRevision, NewRevisionOptions } from "./new-revision-options.ts"
import type { Finding } from "./finding.ts"
import type { DiffOptions, SchemaDiff } from "./schema-diff.ts"

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
