import type { AnyDatabase, Dialect } from "../dialect/dialect.ts"
import type { RevisionSource } from "../revisions/source.ts"

/** What the suite needs of the dialect under test. */
export interface ConformanceOptions {
  readonly dialect: Dialect
  /** Opens an empty database of its own for one case; the same database again where `name` is the same. */
  open(name: string): Promise<{ readonly db: AnyDatabase; close(): Promise<void> }>
  /** A writable source in an empty folder, for generated revisions. Default: nothing is generated. */
  source?(): RevisionSource
  /** The names of {@link schemaChanges} that the dialect refuses as `dialect/unsupported`. Default: none. */
  readonly refused?: readonly string[] | undefined
  /** The schema that the cases live in. Default: the engine's own. */
  readonly defaultSchema?: string | undefined
}
