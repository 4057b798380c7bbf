import type { Operation } from "../operations/definition.ts"
import type { Definitions } from "../operations/registry.ts"
import type { Code } from "./syntax.ts"

/** What a printed file brings in from the package. */
export type Imported =
  | "check"
  | "defineRevision"
  | "foreignKey"
  | "index"
  | "primaryKey"
  | "sql"
  | "t"
  | "unique"

/** What surrounds a piece of a printed file. */
export interface Scope {
  /** A dialect's own kinds of operations. */
  readonly definitions: Definitions | undefined
  /** The name, which the file then imports. */
  use(name: Imported): string
  /** A function that declares operations. */
  effect(operations: readonly Operation[]): Code
}
