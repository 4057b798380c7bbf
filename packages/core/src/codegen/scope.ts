import type { Operation } from "../operations/definition.ts"
import type { Definitions } from "../operations/registry.ts"
import type { SchemaNode } from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { ForeignKeyNode } from "../schema/nodes/constraints.ts"
import type { Code } from "./syntax.ts"

/** What a printed file brings in from the package. */
export type Imported =
  | "check"
  | "defineRevision"
  | "exclusion"
  | "foreignKey"
  | "index"
  | "primaryKey"
  | "sql"
  | "t"
  | "tableOptions"
  | "unique"

/** What surrounds a piece of a printed file. */
export interface Scope {
  /** A dialect's own kinds of operations. */
  readonly definitions: Definitions | undefined
  /** The name, which the file then imports. */
  use(name: Imported): string
  /** A function that declares operations. */
  effect(operations: readonly Operation[]): Code
  /** What a declaration says otherwise than a revision. Absent: it is a revision. */
  readonly declared?: DeclaredScope
  /** The code of a column's type as the project writes it; nothing where it has no own. Absent: there is none. */
  ownType?(column: ColumnNode): string | undefined
  /** The same for a default. */
  ownDefault?(sql: string, column: ColumnNode): string | undefined
}

/** How a project writes types and defaults of its own in revisions; `undefined` leaves one as it is. */
export interface Printers {
  /** The beginning of a column: `money()`. */
  type?(column: ColumnNode): PrintedCode | undefined
  /** What stands in `.default(…)`. */
  default?(sql: string, column: ColumnNode): PrintedCode | undefined
}

/** A piece of TypeScript and what it takes: `{ code: "money()", import: { name: "money", from: "../src/money.ts" } }`. */
export interface PrintedCode {
  readonly code: string
  /** What the file then imports. Default: nothing. */
  readonly import?: { readonly name: string; readonly from: string } | undefined
}

/** What a declaration says otherwise than a revision, which spells every name and is on its own. */
export interface DeclaredScope {
  /** The name of a constraint or an index, where the naming convention would not give it. */
  name(part: SchemaNode): string | undefined
  /** Where a foreign key points: `() => hotels.id`. Nothing: at no declared table. */
  target(references: ForeignKeyNode["references"]): Code | undefined
  /** How a column of the type begins: `conversionKind()`, `t.jsonb()`. */
  type(column: Pick<ColumnNode, "type" | "enum">): ColumnStart | undefined
}

/** The beginning of a chain of calls that makes a column. */
export interface ColumnStart {
  readonly head: string
  readonly calls: readonly Call[]
  /** The calls that are in the head already. Default: none. */
  readonly callsInHead?: number
}

/** One call of a chain: `.primaryKey("pk_hotels")`. */
export type Call = readonly [name: string, ...args: Code[]]
