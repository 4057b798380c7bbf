import { columnFrom, type AnyColumn } from "./column.ts"
import { columnRefs, type ColumnRef } from "./column-ref.ts"
import type { Extra } from "./constraints.ts"

/** Columns by their keys. */
export type Columns = Readonly<Record<string, AnyColumn>>

/** What a table is, as data; its constraints and indexes are asked for when all tables are known. */
export interface TableData<N extends string, C> {
  /** The name as declared: `hotels`, or `billing.invoices` for a table in another schema. */
  readonly name: N
  readonly columns: C
  /** The constraints and indexes that stand beside the columns. */
  extras(): readonly Extra[]
}

/** Any table. */
export interface AnyTable {
  readonly "~table": TableData<string, Columns>
}

/** A declared table; its columns are its properties, for references: `() => hotels.id`. */
export type Table<N extends string, C> = { readonly "~table": TableData<N, C> } & {
  readonly [K in keyof C]: C[K]
}

/**
 * Declares a table.
 *
 * @param name the name, the same in Kysely's queries; `"billing.invoices"` lies in another schema
 * @param columns the columns by name, in their order
 * @param extras gives the constraints of several columns and the indexes. Default: none
 */
export function table<const N extends string, C extends Readonly<Record<string, AnyColumn>>>(
  name: N,
  columns: C,
  extras?: (c: { readonly [K in keyof C]: ColumnRef }) => readonly Extra[],
): Table<N, C> {
  const placed = Object.fromEntries(
    Object.entries(columns).map(([key, column]) => [key, place(column, name, key)]),
  ) as C
  const data: TableData<N, C> = {
    name,
    columns: placed,
    extras: () =>
      extras?.(
        columnRefs(Object.keys(columns) as (keyof C & string)[]) as { readonly [K in keyof C]: ColumnRef },
      ) ?? [],
  }
  const call: Call = {}
  ;(Error as StackCapture).captureStackTrace?.(call, table)
  const declared = { ...placed, "~table": Object.freeze(data) }
  // Not to be seen, so that tables stay plain data; engines write the stack down only when it is asked for.
  Object.defineProperty(declared, callKey, { value: call })
  return Object.freeze(declared)
}

// Not every engine has it, and not every project has Node's types.
interface StackCapture {
  captureStackTrace?(into: object, below: unknown): void
}

interface Call {
  readonly stack?: string
}

// For every copy of core that may be in a process.
const callKey = Symbol.for("aludel.call")

/** Where a table is declared, as the engine prints places: `file:///app/schema.ts:12:16`; nothing where it says none. */
export function declaredAt(declared: AnyTable): string | undefined {
  const { [callKey]: call } = declared as { readonly [callKey]?: Call }
  const [, first = ""] = call?.stack?.split("\n") ?? []
  return /\(?((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*:\d+:\d+)\)?$/.exec(first)?.[1]
}

// What is no column stays as it is, for `defineSchema` to tell.
function place(column: AnyColumn, table: string, key: string): AnyColumn {
  const data = (column as AnyColumn | undefined)?.["~column"]
  return data === undefined ? column : columnFrom({ ...data, place: { table, column: key } })
}
