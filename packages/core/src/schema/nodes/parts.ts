/** A value that JSON holds. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }

/** Settings by name, as the engine spells them: `{ fillfactor: "70" }`. */
export type Parameters = Readonly<Record<string, string>>

/** What may have a comment. */
export interface Commented {
  /** What people say about it (`comment on`). Absent: nothing. */
  readonly comment?: string
}

/** The name of a table as nodes carry it. */
export interface TableReference {
  readonly schema?: string
  readonly table: string
}

/** What belongs to a table or a view. */
export interface TablePart extends Commented {
  readonly schema?: string
  readonly table: string
  readonly name: string
}

/** SQLite: what is done with a row that breaks a constraint; absent: the statement fails. */
export type ConflictAction = "rollback" | "fail" | "ignore" | "replace"

/** When a constraint is checked that can wait for the end of the transaction: `deferred` there, `immediate` where not told so. */
export type Deferrable = "immediate" | "deferred"
