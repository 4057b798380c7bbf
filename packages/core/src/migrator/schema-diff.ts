import type { ReviewedChange } from "../generate/review.ts"
import type { SchemaSource } from "../generate/difference.ts"
import type { Operation } from "../operations/definition.ts"

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
