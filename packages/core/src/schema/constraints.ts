import { isSql, type Sql } from "../sql/sql.ts"
import type { InlineConstraint } from "./column.ts"
import { columnOf, type ColumnRef, type ColumnRefData } from "./column-ref.ts"
import type { IndexKey } from "./model.ts"
import {
  referentialActions,
  type ColumnThunk,
  type ReferenceData,
  type ReferentialActions,
} from "./reference.ts"

/** A constraint or an index, as written beside the columns of a table. */
export interface Extra {
  readonly "~extra": ExtraData
}

/** What a constraint or an index is, as plain data. */
export type ExtraData = (InlineConstraint & { readonly columns: readonly string[] }) | IndexData

/** What an index is, as plain data. */
export interface IndexData {
  readonly kind: "index"
  readonly name?: string
  readonly keys: readonly IndexKeyData[]
  readonly unique?: true
  readonly where?: Sql
}

/** A key of an index as written: a column or an expression. */
export type IndexKeyData =
  | ColumnRefData
  | { readonly expression: Sql | string; readonly descending?: true; readonly nulls?: "first" | "last" }

/** What an index can stand on: a column, its name, an expression, or either with its order spelled out. */
export type IndexKeyInput = ColumnRef | string | Sql | IndexKey

/** An index that can still be narrowed down. */
export interface IndexExtra extends Extra {
  /** Only rows for which the SQL gives true are in the index. */
  where(predicate: Sql): IndexExtra
  /** No two rows of the index have the same keys. */
  unique(): IndexExtra
}

/** An index: `index("ix_conversions_hotel").on(c.hotel_id, c.created_at.desc()).where(sql`…`)`. Default name: by the naming convention. */
export function index(name?: string): {
  on(...keys: readonly [IndexKeyInput, ...IndexKeyInput[]]): IndexExtra
} {
  return { on: (...keys) => indexExtra({ kind: "index", ...named(name), keys: keys.map(indexKey) }) }
}

/** A unique constraint: `unique().on(c.hotel_id, c.kind)`. Default name: by the naming convention. */
export function unique(name?: string): { on(...columns: readonly [ColumnInput, ...ColumnInput[]]): Extra } {
  return { on: (...columns) => extra({ kind: "unique", ...named(name), columns: columns.map(columnOf) }) }
}

/** The primary key, of one column or several: `primaryKey().on(c.hotel_id, c.guest_id)`. Default name: by the naming convention. */
export function primaryKey(name?: string): {
  on(...columns: readonly [ColumnInput, ...ColumnInput[]]): Extra
} {
  return { on: (...columns) => extra({ kind: "primaryKey", ...named(name), columns: columns.map(columnOf) }) }
}

/**
 * A foreign key, of one column or several: `foreignKey().on(c.hotel_id, c.room).references(() => [rooms.hotel_id, rooms.number])`,
 * in revisions `.references("rooms", ["hotel_id", "number"])`. Default name: by the naming convention.
 */
export function foreignKey(name?: string): {
  on(...columns: readonly [ColumnInput, ...ColumnInput[]]): ForeignKeyStart
} {
  return { on: (...columns) => foreignKeyStart(name, columns.map(columnOf)) }
}

/** A check constraint: rows for which the SQL gives false are refused. */
export function check(name: string, expression: Sql): Extra {
  return extra({ kind: "check", name, expression, columns: [] })
}

/** A column where its order does not matter: a reference or its name. */
export type ColumnInput = ColumnRef | string

/** A foreign key that does not say yet where it points. */
export interface ForeignKeyStart {
  /** Points at columns of a table of the schema. */
  references(to: ColumnThunk, options?: ReferentialActions): Extra
  /** Points at columns by name; a table in another schema is `"billing.invoices"`. */
  references(table: string, columns: readonly string[], options?: ReferentialActions): Extra
}

function foreignKeyStart(name: string | undefined, columns: readonly string[]): ForeignKeyStart {
  const made = (target: ReferenceData, options: ReferentialActions = {}) =>
    extra({ kind: "foreignKey", ...named(name), columns, target, ...referentialActions(options) })
  return {
    references: (
      to: ColumnThunk | string,
      second?: readonly string[] | ReferentialActions,
      third?: ReferentialActions,
    ) =>
      typeof to === "string"
        ? made({ table: to, columns: [...(second as readonly string[])] }, third)
        : made(to, second as ReferentialActions | undefined),
  }
}

function indexKey(key: IndexKeyInput): IndexKeyData {
  if (typeof key === "string") return { column: key }
  if (isSql(key)) return { expression: key }
  return "~ref" in key ? key["~ref"] : key
}

function indexExtra(data: IndexData): IndexExtra {
  return Object.freeze({
    ...extra(data),
    where: (predicate: Sql) => indexExtra({ ...data, where: predicate }),
    unique: () => indexExtra({ ...data, unique: true }),
  })
}

function extra(data: ExtraData): Extra {
  return Object.freeze({ "~extra": Object.freeze(data) })
}

function named(name: string | undefined): { readonly name?: string } {
  return name === undefined ? {} : { name }
}
