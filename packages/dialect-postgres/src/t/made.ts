import type { AnyColumn, Column } from "@aludel/core"
import { columnFrom, column, enumType, type EnumNode } from "@aludel/core/dialect"

import { modelType } from "../types.ts"
import type { Unparsed } from "./given.ts"
import { needsOf, typeOf } from "./type-name.ts"

/** An enumerated type of PostgreSQL: called, it makes a column of the type; handed to `defineSchema`, it is declared. */
export interface PostgresEnum<V extends string> {
  /** A column of this type. */
  (): Unparsed<V>
  readonly "~enum": EnumNode
}

type TypesOf<C> = C extends { readonly "~types": infer T extends readonly [unknown, unknown, unknown] }
  ? T
  : readonly [unknown, unknown, unknown]

/** What pg gives for an array of a column's type. */
type Given<C> = "~array" extends keyof C ? Exclude<C["~array" & keyof C], undefined> : TypesOf<C>[0][]

/** What an array takes: a list, and where its text is given that, too. */
type Taken<C, I> = [Given<C>] extends [string] ? string | readonly I[] : readonly I[]

/** Types made of others or by their text. */
export const made = {
  /**
   * An array: `t.array(t.text())`. pg gives a list for the common types, else the text: `{good,bad}`; a list can always be
   * inserted. Of `numeric` it gives numbers.
   */
  array: <C extends AnyColumn>(of: C): Column<Given<C>, Taken<C, TypesOf<C>[1]>, Taken<C, TypesOf<C>[2]>> =>
    columnFrom({ type: arrayOf(typeOf(of)), needs: needsOf(of), constraints: [] }),

  /**
   * An enumerated type with its values in order: `const kind = t.enum("conversion_kind", ["booking", "request"])`, then
   * `kind()` is a column. The name may be in another schema: `"billing.kind"`.
   */
  enum: <const V extends string = string>(
    name: string,
    values: readonly V[] = [],
    options: { readonly comment?: string | undefined } = {},
  ): PostgresEnum<V> => enumType(name, values, options),

  /**
   * A column of any type, by its text: `t.type<string>("seg")`. What is selected, inserted, updated; for the last two the
   * default is the first.
   */
  type: <S = unknown, I = S, U = S>(type: string): Unparsed<S, I, U> => column(modelType(type.trim())),
} as const

// PostgreSQL's types don't say how many dimensions an array has.
function arrayOf(type: string): string {
  return type.endsWith("[]") ? type : `${type}[]`
}
