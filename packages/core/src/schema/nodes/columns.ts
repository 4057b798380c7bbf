import type { ConflictAction, Parameters, TablePart } from "./parts.ts"

/** A column. */
export interface ColumnNode extends TablePart {
  readonly kind: "column"
  /**
   * The type as text, in the portable spelling where there is one (`integer`, `bigint`, `double`, `text`, `boolean`,
   * `numeric(10,2)`, `timestamptz`, `timestamp`, `date`, `json`, `bytes`, `uuid`, `varchar(20)`), else in the engine's own.
   * An enum's is its name, with `enum` set.
   */
  readonly type: string
  /** Set where the type is an enumerated one: the values it has, for engines without such types. */
  readonly enum?: { readonly schema?: string; readonly name: string }
  /** Absent means NOT NULL. */
  readonly nullable?: true
  /** The default as SQL text. */
  readonly default?: string
  /** Numbers assigned by the engine. */
  readonly identity?: Identity
  /** Computed from the other columns of the row: on every write where `stored`, else whenever it is read. */
  readonly generated?: { readonly expression: string; readonly stored?: true }
  /** The collation where it is not the type's own, as SQL names it: `"C"`, `pg_catalog."de-x-icu"`, `NOCASE`. */
  readonly collation?: string
  /** PostgreSQL: how long values are compressed (`pglz`, `lz4`) where it is not the server's default. */
  readonly compression?: string
  /** PostgreSQL: where long values go, where it is not the type's default. */
  readonly storage?: "plain" | "external" | "extended" | "main"
  /** PostgreSQL: the statistics target where it is set. */
  readonly statistics?: number
  /** PostgreSQL: options of the planner, such as `n_distinct`. */
  readonly parameters?: Parameters
  /**
   * What the NOT NULL is besides being there. `name`: where it is not the engine's own choice (PostgreSQL 18:
   * `{table}_{column}_not_null`); `onConflict` is SQLite's.
   */
  readonly notNull?: {
    readonly name?: string
    readonly noInherit?: true
    readonly notValid?: true
    readonly onConflict?: ConflictAction
  }
}

/** How the engine numbers a column. Numbers of the sequence are text, for they have 64 bits. */
export interface Identity {
  /** `false`: only where no value is given. */
  readonly always: boolean
  readonly start?: string
  readonly increment?: string
  readonly minimum?: string
  readonly maximum?: string
  readonly cache?: string
  readonly cycle?: true
  /** The name of the sequence beneath where it is not `{table}_{column}_seq`. */
  readonly sequence?: string
}
