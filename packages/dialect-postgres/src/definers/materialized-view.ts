import type { ColumnRef, Extra, Sql } from "@aludel/core"
import {
  columnRefs,
  definedView,
  given,
  parametersOf,
  type Columns,
  type ParametersInput,
  type View,
} from "@aludel/core/dialect"

import { byColumn } from "./by-column.ts"
import { queryText } from "./query-text.ts"

/** What a materialized view is besides its query. */
export interface MaterializedViewOptions {
  /** Storage parameters. Default: none. */
  readonly parameters?: ParametersInput | undefined
  /** The table access method. Default: the server's. */
  readonly accessMethod?: string | undefined
  /** `false`: it is created without rows, and can't be read until it is refreshed. Default: true. */
  readonly populated?: boolean | undefined
  /** What people say about its columns, by column. Default: nothing. */
  readonly columnComments?: Readonly<Record<string, string>> | undefined
  /** What people say about it, kept in the database. Default: nothing. */
  readonly comment?: string | undefined
}

/**
 * A view whose rows are stored: `` materializedView("totals", { n: t.bigint() }, sql`select count(*) as n from hotels`) ``.
 * In Kysely its rows can only be selected.
 *
 * @param name its name; `"billing.totals"` lies in another schema
 * @param columns its columns by name. They only type its rows: what it has says the query
 * @param query the query
 * @param options what it is besides
 * @param extras gives its indexes. Default: none
 * @throws AludelError `schema/invalid` where the query holds a value without a literal
 * @see https://www.postgresql.org/docs/current/sql-creatematerializedview.html
 */
export function materializedView<const N extends string, C extends Columns>(
  name: N,
  columns: C,
  query: Sql,
  options: MaterializedViewOptions = {},
  extras?: (c: { readonly [K in keyof C]: ColumnRef }) => readonly Extra[],
): View<N, C> {
  const { parameters, accessMethod, populated, columnComments = {}, comment } = options
  const refs = columnRefs(Object.keys(columns)) as { readonly [K in keyof C]: ColumnRef }
  const spelled = (spell: (column: string) => string) => ({
    ...given({
      parameters: parametersOf(parameters),
      accessMethod,
      columnComments: byColumn(columnComments, spell),
    }),
    ...(populated === false ? { populated } : {}),
  })
  return definedView(
    name,
    columns,
    {
      type: "materialized view",
      definition: queryText(query),
      options: spelled((column) => column),
      spelled,
      comment,
    },
    extras?.(refs),
  )
}
