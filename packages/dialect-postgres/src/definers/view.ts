import type { Sql } from "@aludel/core"
import { definedView, given, isSql, sqlText, type Columns, type View } from "@aludel/core/dialect"

import { byColumn } from "./by-column.ts"
import { queryText } from "./query-text.ts"

/** What a view is besides its query. */
export interface ViewOptions {
  /** What it reads is read with the rights of whoever queries it, not of its owner. Default: false. */
  readonly securityInvoker?: boolean | undefined
  /** No function of a query sees rows that the view hides. Default: false. */
  readonly securityBarrier?: boolean | undefined
  /** Rows that the view would not show can't be written through it: `local` looks at its own condition, `cascaded` at those of the views beneath, too. Default: they can. */
  readonly checkOption?: "local" | "cascaded" | undefined
  /** What people say about its columns, by column. Default: nothing. */
  readonly columnComments?: Readonly<Record<string, string>> | undefined
  /** What columns are where an insert through the view gives no value. Default: as in the table. */
  readonly columnDefaults?: Readonly<Record<string, Sql | string>> | undefined
  /** What people say about it, kept in the database. Default: nothing. */
  readonly comment?: string | undefined
}

/**
 * A view: `` view("hotel_list", { id: t.integer() }, sql`select id from hotels`) ``. In Kysely its rows can only be selected.
 *
 * @param name its name; `"billing.totals"` lies in another schema
 * @param columns its columns by name. They only type its rows: what it has says the query
 * @param query the query
 * @param options what it is besides
 * @throws AludelError `schema/invalid` where the query holds a value without a literal
 * @see https://www.postgresql.org/docs/current/sql-createview.html
 */
export function view<const N extends string, C extends Columns>(
  name: N,
  columns: C,
  query: Sql,
  options: ViewOptions = {},
): View<N, C> {
  const { columnDefaults = {}, columnComments = {}, comment, ...rest } = options
  const defaults = Object.fromEntries(
    Object.entries(columnDefaults).map(([column, value]) => [
      column,
      isSql(value) ? sqlText(value).trim() : value,
    ]),
  )
  const spelled = (spell: (name: string) => string) =>
    given({
      ...rest,
      columnDefaults: byColumn(defaults, spell),
      columnComments: byColumn(columnComments, spell),
    })
  return definedView(name, columns, {
    type: "view",
    definition: queryText(query),
    options: spelled((declared) => declared),
    spelled,
    comment,
  })
}
