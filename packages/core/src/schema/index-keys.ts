import { isSql, type Sql } from "../sql/sql.ts"
import { columnOf, type ColumnRef } from "./column-ref.ts"
import { given } from "./given.ts"
import type { IndexKey } from "./nodes/indexes.ts"

/** A key of an index as written: a column or an expression. */
export type IndexKeyData = ({ readonly column: string } | { readonly expression: Sql | string }) &
  Omit<IndexKey, "column" | "expression">

/** A key of an index with all that can be said about it. */
export type IndexKeyOptions = (
  | { readonly column: ColumnRef | string }
  | { readonly expression: Sql | string }
) & {
  /** The largest value first. Default: false. */
  readonly descending?: boolean | undefined
  /** Where NULLs go. Default: as the engine has it. */
  readonly nulls?: "first" | "last" | undefined
  /** How text is compared, as SQL names it: `"C"` with its quotes, `NOCASE`. Default: as the column is. */
  readonly collation?: string | undefined
  /** PostgreSQL: `gin_trgm_ops`, with its parameters where it has any. Default: that of the type. */
  readonly operatorClass?: string | undefined
}

/** What an index can stand on: a column, its name, an expression, or either with all that can be said about it. */
export type IndexKeyInput = ColumnRef | string | Sql | IndexKeyOptions

/** A key as data. */
export function indexKey(key: IndexKeyInput): IndexKeyData {
  if (typeof key === "string") return { column: key }
  if (isSql(key)) return { expression: key }
  if ("~ref" in key) return key["~ref"]
  const { descending, nulls, collation, operatorClass } = key
  const order = given({ descending, nulls, collation, operatorClass }) as Omit<
    IndexKey,
    "column" | "expression"
  >
  return "column" in key
    ? { column: columnOf(key.column), ...order }
    : { expression: key.expression, ...order }
}
