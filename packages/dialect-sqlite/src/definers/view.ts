import type { Sql } from "@aludel/core"
import { definedView, given, sqlText, type Columns, type View } from "@aludel/core/dialect"

/** What a view is besides its query. */
export interface ViewOptions {
  /** The names of its columns, where they are not those of the query: `create view names (first, last) as …`. Default: the query's. */
  readonly columns?: readonly string[] | undefined
}

/**
 * A view: `` view("hotel_list", { id: t.integer() }, sql`select id from hotels`) ``. In Kysely its rows can only be selected.
 *
 * @param name its name; `"archive.totals"` lies in an attached database
 * @param columns its columns by name. They only type its rows: what it has says the query
 * @param query the query
 * @param options what it is besides
 * @throws AludelError `schema/invalid` where the query holds a value without a literal
 * @see https://sqlite.org/lang_createview.html
 */
export function view<const N extends string, C extends Columns>(
  name: N,
  columns: C,
  query: Sql,
  options: ViewOptions = {},
): View<N, C> {
  const definition = sqlText(query).trim().replace(/\s*;$/, "")
  return definedView(name, columns, { type: "view", definition, options: given(options) })
}
