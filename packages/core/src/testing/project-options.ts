import type { AnyDatabase, Dialect, ScratchSettings } from "../dialect/dialect.ts"
import type { Declaration } from "../generate/renames.ts"
import type { AutogenerateSettings } from "../generate/settings.ts"
import type { RevisionSource } from "../revisions/source.ts"

/** What the tests of a project's own migrations need. */
export interface ProjectOptions {
  readonly dialect: Dialect
  /** Where the revisions come from: `folder("migrations")` of `@aludel/core/node`. */
  readonly source: RevisionSource
  /** The declared schema, which the revisions must lead to. Default: none is compared. */
  readonly schema?: Declaration | undefined
  /**
   * The URL of a server on which temporary databases may be made; the database itself is not touched. Default: none, and
   * the dialect finds a scratch by itself: SQLite in memory, PostgreSQL where PGlite is installed or `scratch` says one.
   */
  readonly url?: string | undefined
  /** Where the revisions are run. Default: what follows from `url`. */
  readonly scratch?: ScratchSettings | undefined
  /** The schema that names without one lie in. Default: the engine's own. */
  readonly defaultSchema?: string | undefined
  /** What of the schema is compared, as in the configuration. Default: all of it. */
  readonly autogenerate?: AutogenerateSettings | undefined
  /** Revisions that can't be taken back, by id: they go up only, and nothing below them comes down. Default: none. */
  readonly irreversible?: readonly string[] | undefined
  /** Rows that are there before a revision, and what is to be true of them after it. Default: none. */
  readonly rows?: readonly RowsThrough[] | undefined
  /** How long one test may take, in milliseconds, where the runner takes a third argument for it. Default: 120,000. */
  readonly timeout?: number | undefined
}

/** Rows that are there before a revision runs. */
export interface RowsThrough {
  /** What the test is called. Default: the revision's message. */
  readonly name?: string | undefined
  /** The revision that runs over the rows, as any target: an id, the beginning of one, a label with `@head`. */
  readonly revision: string
  /** Puts rows into the tables as they are before it. */
  before(db: AnyDatabase): Promise<void>
  /** Looks at them after it, and throws where something is wrong. */
  after(db: AnyDatabase): Promise<void>
  /** Looks at them once it was taken back. Default: it is not taken back. */
  afterDowngrade?(db: AnyDatabase): Promise<void>
}

/** One test: fails by throwing, with what is wrong in the message. */
export interface ProjectCase {
  readonly name: string
  run(): Promise<void>
}

/** `test` of vitest, of `node:test`, and of whatever else takes a name and a function. */
export type RegisterTest = (name: string, run: () => Promise<void>, timeout: number) => unknown
