import { columnOf, type ColumnRef } from "./column-ref.ts"
import { given, parametersOf, type ParametersInput } from "./given.ts"
import type { CheckNode, ExclusionNode, PrimaryKeyNode, UniqueNode } from "./nodes/constraints.ts"
import type { IndexNode } from "./nodes/indexes.ts"
import type { ConflictAction, Deferrable } from "./nodes/parts.ts"

/** A column where its order does not matter: a reference or its name. */
export type ColumnInput = ColumnRef | string

interface Commented {
  /** What people say about it, kept in the database. Default: nothing. */
  readonly comment?: string | undefined
}

/** What an index is besides; some of it only one engine has, and the others refuse. */
export interface IndexOptions extends Commented {
  /** PostgreSQL: further columns that it holds. Default: none. */
  readonly include?: readonly ColumnInput[] | undefined
  /** PostgreSQL, where it is unique: two NULLs are the same. Default: false. */
  readonly nullsNotDistinct?: boolean | undefined
  /** PostgreSQL: storage parameters: `{ fillfactor: 70 }`. Default: none. */
  readonly parameters?: ParametersInput | undefined
  /** PostgreSQL: of a table that has partitions, it stands on that alone and is of no use before each of them has one that is attached to it. Default: the partitions get one each. */
  readonly only?: boolean | undefined
}

/** What a primary key is besides; some of it only one engine has, and the others refuse. */
export interface PrimaryKeyOptions extends Commented {
  /** PostgreSQL: further columns that its index holds. Default: none. */
  readonly include?: readonly ColumnInput[] | undefined
  /** PostgreSQL: it can wait for the end of the transaction, and does so where told (`immediate`) or by itself (`deferred`). Default: it never waits. */
  readonly deferrable?: Deferrable | undefined
  /** PostgreSQL: storage parameters of its index. Default: none. */
  readonly parameters?: ParametersInput | undefined
  /** PostgreSQL 18: the last column is a range, and no two rows with the others equal overlap in it. Default: false. */
  readonly withoutOverlaps?: boolean | undefined
  /** SQLite: what is done with a row that breaks it. Default: the statement fails. */
  readonly onConflict?: ConflictAction | undefined
  /** SQLite: the columns that are ordered from high to low. Default: none. */
  readonly descending?: readonly ColumnInput[] | undefined
  /** SQLite: collations by column, where they are not the column's own. Default: none. */
  readonly collations?: Readonly<Record<string, string>> | undefined
  /** SQLite: it has no name in the database. Default: false. */
  readonly unnamed?: boolean | undefined
}

/** What a unique constraint is besides. */
export interface UniqueOptions extends PrimaryKeyOptions {
  /** PostgreSQL: two NULLs are the same. Default: false. */
  readonly nullsNotDistinct?: boolean | undefined
}

/** What a check constraint is besides. */
export interface CheckOptions extends Commented {
  /** PostgreSQL: tables that inherit don't have it. Default: false. */
  readonly noInherit?: boolean | undefined
  /** PostgreSQL: rows from before it are not looked at. Default: false. */
  readonly notValid?: boolean | undefined
  /** PostgreSQL 18: it is never looked at. Default: false. */
  readonly notEnforced?: boolean | undefined
  /** SQLite: it has no name in the database. Default: false. */
  readonly unnamed?: boolean | undefined
}

/** What an exclusion constraint is besides. */
export interface ExclusionOptions extends Commented {
  /** Further columns that its index holds. Default: none. */
  readonly include?: readonly ColumnInput[] | undefined
  /** It can wait for the end of the transaction. Default: it never does. */
  readonly deferrable?: Deferrable | undefined
  /** Storage parameters of its index. Default: none. */
  readonly parameters?: ParametersInput | undefined
}

type Identified = "kind" | "schema" | "table" | "name"

/** What keys have besides their columns. */
export type KeyAttributes = Omit<UniqueNode | PrimaryKeyNode, Identified | "columns"> &
  Pick<UniqueNode, "nullsNotDistinct">

/** What a check has besides its expression. */
export type CheckAttributes = Omit<CheckNode, Identified | "expression">

/** What an index has besides its keys. */
export type IndexAttributes = Omit<IndexNode, Identified | "keys" | "where" | "invalid">

/** What an exclusion constraint has besides its elements. */
export type ExclusionAttributes = Omit<ExclusionNode, Identified | "method" | "elements" | "where">

/** The attributes of a node, from what is written about it. */
export function attributesOf(options: UniqueOptions): KeyAttributes
export function attributesOf(options: IndexOptions): IndexAttributes
export function attributesOf(options: ExclusionOptions): ExclusionAttributes
export function attributesOf(options: CheckOptions): CheckAttributes
export function attributesOf(options: UniqueOptions): object {
  const { include, descending, parameters, ...rest } = options
  return given({
    ...rest,
    include: include?.map(columnOf),
    descending: descending?.map(columnOf),
    parameters: parametersOf(parameters),
  })
}
