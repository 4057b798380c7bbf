import { table, tableOptions, type ColumnRef, type Extra, type Sql, type Table } from "@aludel/core"
import { columnRefs, type Columns } from "@aludel/core/dialect"

/**
 * A partition of a table: `` partition(visits, "visits_2026", sql`for values from ('2026-01-01') to ('2027-01-01')`) ``.
 * It has the columns of its parent, and the constraints and indexes that its parent has.
 *
 * @param parent the table that it is a partition of, which says `tableOptions({ partitionBy: … })`
 * @param name its name; `"archive.visits_2026"` lies in another schema
 * @param bound what rows it holds: `for values in ('a')`, `default`
 * @param extras gives what it has besides: constraints, indexes, `tableOptions` to be partitioned itself. Default: nothing
 * @see https://www.postgresql.org/docs/current/ddl-partitioning.html
 */
export function partition<const N extends string, C extends Columns>(
  parent: Table<string, C>,
  name: N,
  bound: Sql,
  extras?: (c: { readonly [K in keyof C]: ColumnRef }) => readonly Extra[],
): Table<N, C> {
  const { name: parentName } = parent["~table"]
  // Those of a partition, of which this may be one again, are its properties alone.
  const columns = Object.fromEntries(
    Object.entries(parent).filter(([key]) => key !== "~table"),
  ) as object as C
  const refs = columnRefs(Object.keys(columns)) as { readonly [K in keyof C]: ColumnRef }
  const own = () => [tableOptions({ partitionOf: { table: parentName, bound } }), ...(extras?.(refs) ?? [])]
  const whole = table(name, columns)
  // For types it has the columns of its parent; of its own it has none.
  const data = Object.freeze({ ...whole["~table"], columns: {} as C, extras: own })
  return Object.freeze({ ...whole, "~table": data })
}
