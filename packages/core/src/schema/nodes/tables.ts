import type { Commented, Parameters, TableReference } from "./parts.ts"

/** A table; what belongs to it are nodes of their own that carry its name in `table`. */
export interface TableNode extends Commented, TableAttributes {
  readonly kind: "table"
  readonly schema?: string
  readonly name: string
}

/** What a table is besides its columns, constraints and indexes. All of it is some engine's own. */
export interface TableAttributes {
  /** PostgreSQL: not written to the log, emptied by a crash. */
  readonly unlogged?: true
  /** PostgreSQL: storage parameters, those of the TOAST table as `toast.…`. */
  readonly parameters?: Parameters
  /** PostgreSQL: the table access method where it is not the server's default. */
  readonly accessMethod?: string
  /** PostgreSQL: how the rows are spread over partitions; the table itself then holds none. */
  readonly partitionBy?: {
    readonly strategy: "range" | "list" | "hash"
    readonly keys: readonly PartitionKey[]
  }
  /**
   * PostgreSQL: the table is a partition of another. Its columns are that table's and are no nodes of its own, nor are the
   * constraints and indexes that it has from there. `bound` is SQL: `for values from (1) to (10)`, `default`.
   */
  readonly partitionOf?: TableReference & { readonly bound: string }
  /** PostgreSQL: the tables whose columns and checks it has besides its own; these are no nodes of its own. */
  readonly inherits?: readonly TableReference[]
  /** What a partition or an inheriting table says differently about columns that it has from there, by column. */
  readonly overrides?: Readonly<Record<string, ColumnOverride>>
  /** PostgreSQL: row level security is on. */
  readonly rowSecurity?: true
  /** PostgreSQL: it binds the owner of the table, too. */
  readonly forceRowSecurity?: true
  /** PostgreSQL: what the log says of old rows. `{ index }`: the columns of this unique index. Absent: the primary key. */
  readonly replicaIdentity?: "full" | "nothing" | { readonly index: string }
  /** SQLite: columns take only values of their types. */
  readonly strict?: true
  /** SQLite: the primary key is where the rows are stored. */
  readonly withoutRowid?: true
}

/** What of an inherited column is its own: `default: null` takes the default away. */
export interface ColumnOverride {
  readonly default?: string | null
  readonly nullable?: false
}

/** A column or an expression by which rows are spread. */
export type PartitionKey = ({ readonly column: string } | { readonly expression: string }) & {
  readonly collation?: string
  readonly operatorClass?: string
}
