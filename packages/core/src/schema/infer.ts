import type { ColumnType, Generated, GeneratedAlways } from "kysely"

import type { DeclaredSchema } from "./define-schema.ts"
import type { AnyView } from "./defined-object.ts"
import type { AnyTable } from "./table.ts"

/**
 * The tables and views of a declared schema as Kysely takes them: `interface Database extends InferDatabase<typeof schema> {}`.
 * What views have can only be selected. Those with a name in double quotes are left out, for Kysely would cut it at its dot.
 */
export type InferDatabase<D extends DeclaredSchema<object>> = Rows<TablesByName<D["~declared"]>>

/** One column in Kysely's vocabulary, from what is selected, inserted and updated. */
export type KyselyColumn<S, I, U> = [I] extends [never]
  ? GeneratedAlways<S>
  : [U, S] extends [S, U]
    ? undefined extends I
      ? null extends S
        ? S
        : Generated<S>
      : S
    : ColumnType<S, I, U>

// Two steps on purpose: renaming and mapping the columns in one costs the compiler eight times as much.
type TablesByName<T> = {
  [
    K in keyof T as T[K] extends AnyTable
      ? Plain<T[K]["~table"]["name"]>
      : T[K] extends AnyView
        ? Plain<T[K]["~view"]["name"]>
        : never
  ]: T[K]
}

type Plain<N extends string> = N extends `"${string}` | `${string}."${string}` ? never : N

type Rows<T> = {
  [N in keyof T]: T[N] extends { readonly "~table": { readonly columns: infer C } }
    ? Row<C>
    : T[N] extends { readonly "~view": { readonly columns: infer C } }
      ? ReadRow<C>
      : never
}

type Row<C> = {
  [K in keyof C]: C[K] extends { readonly "~types": readonly [infer S, infer I, infer U] }
    ? KyselyColumn<S, I, U>
    : never
}

type ReadRow<C> = {
  [K in keyof C]: C[K] extends { readonly "~types": readonly [infer S, unknown, unknown] }
    ? ColumnType<S, never, never>
    : never
}
