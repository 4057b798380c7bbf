import type { Argument } from "../operations/definition.ts"
import type { ObjectName } from "../schema/catalog.ts"
import type { DefinedNode } from "../schema/model.ts"

/** How a declared schema is printed with the builders of a dialect's package. */
export interface DeclarationWords {
  /** The package that has `t`, `table`, `sql` and the definers. Default: `@aludel/core`. */
  readonly importFrom?: string | undefined
  /**
   * The call of `t` that makes a column of the type: `["varchar", 20]`. Nothing: what core's `t` has is used, else
   * `t.type("…")`.
   */
  type?(type: string): TypeCall | undefined
  /** The method of `t` that makes an array of a column. Absent: an array is `t.type("text[]")`. */
  readonly array?: string | undefined
  /** The call of a definer that declares the object. Nothing, or absent: it can't be declared, and is told. */
  object?(node: DefinedNode, context: DeclarationContext): ObjectCall | undefined
}

/** A method of `t` and what it is called with. */
export type TypeCall = readonly [method: string, ...args: (string | number)[]]

/** The call of a definer: `view("hotel_list", { … }, sql`…`)`. */
export interface ObjectCall {
  /** What the package exports the definer as. */
  readonly definer: string
  readonly arguments: readonly Argument[]
  /** The file that it goes to where every table has its own, without its ending: `views`. Default: the file of the table that it stands on, else `objects`. */
  readonly file?: string | undefined
  /** Whether what the definer gives makes columns when it is called, as an enum does: a domain. Default: no. */
  readonly makesColumns?: boolean | undefined
}

/** What the call of a definer may need of its surroundings. */
export interface DeclarationContext {
  /** A declared table or view, as the variable that holds it; its name as text where it is not declared. */
  table(table: ObjectName): Argument
  /** The columns of a view, for the types of its rows; none where they were not read. */
  columns(view: ObjectName): Argument
  /** The callback with the constraints and indexes of a view; nothing where it has none. */
  extras(view: ObjectName): Argument | undefined
}
