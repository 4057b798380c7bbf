import type { Parameters, TablePart } from "./parts.ts"

/** One key of an index: a column or an SQL expression. */
export type IndexKey = ({ readonly column: string } | { readonly expression: string }) & {
  readonly descending?: true
  /** Where it differs from the engine's default (PostgreSQL: nulls last ascending, first descending). */
  readonly nulls?: "first" | "last"
  /** Where it is not the column's own, as SQL names it: `"C"`. */
  readonly collation?: string
  /** PostgreSQL: where it is not the type's default, with its parameters: `gin_trgm_ops`, `gist_trgm_ops(siglen='32')`. */
  readonly operatorClass?: string
}

/** An index that no constraint owns. */
export interface IndexNode extends TablePart {
  readonly kind: "index"
  readonly keys: readonly IndexKey[]
  readonly unique?: true
  /** The predicate of a partial index, as SQL text. */
  readonly where?: string
  /** PostgreSQL: `gin`, `gist`, `brin`, …; absent: `btree`. */
  readonly method?: string
  readonly include?: readonly string[]
  readonly nullsNotDistinct?: true
  readonly parameters?: Parameters
  /** PostgreSQL: of a table that has partitions, it stands on that alone, and none of them need have one like it. */
  readonly only?: true
  /** PostgreSQL: its building failed, so it is kept up to date but not used. Never declared. */
  readonly invalid?: true
}
