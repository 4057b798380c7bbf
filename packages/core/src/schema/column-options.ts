import { given, parametersOf, type Given, type ParametersInput } from "./given.ts"
import type { ColumnNode, Identity } from "./nodes/columns.ts"
import type { ConflictAction } from "./nodes/parts.ts"
import { sequenceNumbers, type SequenceOptions } from "./sequence-numbers.ts"

/** How the engine numbers a column. */
export interface IdentityOptions extends SequenceOptions {
  /** Whether a value that an insert gives is an error; `false`: it is taken. Default: true. */
  readonly always?: boolean | undefined
  /** The name of the sequence beneath. Default: `{table}_{column}_seq`. */
  readonly sequence?: string | undefined
}

/** How a column is numbered, as its node has it. */
export function identityOf({ always = true, sequence, ...options }: IdentityOptions, type: string): Identity {
  return Object.freeze({ always, ...sequenceNumbers(options, type), ...given({ sequence }) })
}

/** Whether what is computed is kept. */
export interface GeneratedOptions {
  /** Computed on every write and kept; else whenever it is read, which PostgreSQL knows from version 18 on. Default: false. */
  readonly stored?: boolean | undefined
}

/** What a column is besides; some of it only one engine has, and the others refuse. */
export interface ColumnOptions {
  /** How its text is compared, as SQL names it: `"C"` with its quotes, `NOCASE`. Default: as its type is. */
  readonly collation?: string | undefined
  /** PostgreSQL: how long values are compressed: `pglz`, `lz4`. Default: as the server is set. */
  readonly compression?: string | undefined
  /** PostgreSQL: where long values go. Default: as its type has it. */
  readonly storage?: ColumnNode["storage"] | undefined
  /** PostgreSQL: how much is known about its values for plans, from 0 to 10000. Default: as the server is set. */
  readonly statistics?: number | undefined
  /** PostgreSQL: `n_distinct`, `n_distinct_inherited`. Default: none. */
  readonly parameters?: ParametersInput | undefined
  /** What the NOT NULL is besides being there. Default: nothing. */
  readonly notNull?: NotNullOptions | undefined
  /** What people say about it, kept in the database. Default: nothing. */
  readonly comment?: string | undefined
}

/** What the NOT NULL of a column is besides being there. */
export interface NotNullOptions {
  /** PostgreSQL 18: its name. Default: the engine's choice. */
  readonly name?: string | undefined
  /** PostgreSQL 18: tables that inherit don't have it. Default: false. */
  readonly noInherit?: boolean | undefined
  /** PostgreSQL 18: rows from before it are not looked at. Default: false. */
  readonly notValid?: boolean | undefined
  /** SQLite: what is done with a row that breaks it. Default: the statement fails. */
  readonly onConflict?: ConflictAction | undefined
}

/** What {@link ColumnOptions} amount to in a node. */
export type ColumnAttributes = Pick<
  ColumnNode,
  "collation" | "compression" | "storage" | "statistics" | "parameters" | "notNull" | "comment"
>

/** The attributes of a column's node. */
export function columnAttributes({ parameters, notNull, ...options }: ColumnOptions): ColumnAttributes {
  const attributes: Given<ColumnOptions> = given({
    ...options,
    parameters: parametersOf(parameters),
    notNull: notNull && given(notNull),
  })
  return attributes as ColumnAttributes
}
