import type { IndexKey } from "./indexes.ts"
import type { ConflictAction, Deferrable, Parameters, TablePart } from "./parts.ts"

/** What a primary key or a unique constraint is besides its columns. */
export interface KeyAttributes {
  /** PostgreSQL: further columns that its index holds. */
  readonly include?: readonly string[]
  readonly deferrable?: Deferrable
  /** PostgreSQL: storage parameters of its index. */
  readonly parameters?: Parameters
  /** PostgreSQL 18: the last column is a range, and no two rows with the others equal overlap in it. */
  readonly withoutOverlaps?: true
  /** SQLite. */
  readonly onConflict?: ConflictAction
  /**
   * SQLite: the columns of the key that are ordered from high to low; in `collations` those with a collation that is not
   * the column's.
   */
  readonly descending?: readonly string[]
  readonly collations?: Readonly<Record<string, string>>
  /** SQLite: the constraint has no name in the database; the one here is made up, and the same each time. */
  readonly unnamed?: true
}

/** A primary key. */
export interface PrimaryKeyNode extends TablePart, KeyAttributes {
  readonly kind: "primaryKey"
  readonly columns: readonly string[]
}

/** A unique constraint. */
export interface UniqueNode extends TablePart, KeyAttributes {
  readonly kind: "unique"
  readonly columns: readonly string[]
  /** PostgreSQL: two NULLs are the same. */
  readonly nullsNotDistinct?: true
}

/** What a foreign key does when the row it points at goes or changes; absent means no action. */
export type ReferentialAction = "cascade" | "restrict" | "set null" | "set default"

/** A foreign key. */
export interface ForeignKeyNode extends TablePart {
  readonly kind: "foreignKey"
  readonly columns: readonly string[]
  readonly references: {
    readonly schema?: string
    readonly table: string
    readonly columns: readonly string[]
  }
  readonly onDelete?: ReferentialAction
  readonly onUpdate?: ReferentialAction
  /** The columns that `set null` or `set default` on delete is about; absent: all. */
  readonly onDeleteColumns?: readonly string[]
  /** `full`: either all columns are NULL or none. Absent: one NULL is enough for the key not to be looked at. */
  readonly match?: "full"
  readonly deferrable?: Deferrable
  /** PostgreSQL: rows from before it have not been looked at. */
  readonly notValid?: true
  /** PostgreSQL 18: never looked at. */
  readonly notEnforced?: true
  /** PostgreSQL 18: the last column is a range that must be covered (`period`). */
  readonly period?: true
  /** SQLite: it points at no table, or at no columns that are a key there. Without columns it means the key of its table. */
  readonly dangling?: true
  readonly unnamed?: true
}

/** A check constraint; `expression` is SQL text without the outer parentheses. */
export interface CheckNode extends TablePart {
  readonly kind: "check"
  readonly expression: string
  /** PostgreSQL: tables that inherit from this one don't have it. */
  readonly noInherit?: true
  /** PostgreSQL: rows from before it have not been looked at. */
  readonly notValid?: true
  /** PostgreSQL 18: never looked at. */
  readonly notEnforced?: true
  readonly unnamed?: true
}

/** PostgreSQL: no two rows for which all the operators give true. */
export interface ExclusionNode extends TablePart {
  readonly kind: "exclusion"
  /** The index method: `gist`. */
  readonly method: string
  /** What is compared, and how: `&&`, `=`, `operator(public.~~)`. */
  readonly elements: readonly (IndexKey & { readonly operator: string })[]
  readonly include?: readonly string[]
  /** Only rows for which the SQL gives true. */
  readonly where?: string
  readonly deferrable?: Deferrable
  readonly parameters?: Parameters
}

/** The constraints of a table. */
export type ConstraintNode = PrimaryKeyNode | UniqueNode | ForeignKeyNode | CheckNode | ExclusionNode

/** The kinds of constraints. */
export type ConstraintKind = "primaryKey" | "unique" | "foreignKey" | "check" | "exclusion"
