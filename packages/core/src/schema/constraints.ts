import type { Sql } from "../sql/sql.ts"
import type { InlineConstraint } from "./column.ts"
import { columnOf } from "./column-ref.ts"
import {
  attributesOf,
  type CheckOptions,
  type ColumnInput,
  type IndexAttributes,
  type IndexOptions,
  type PrimaryKeyOptions,
  type UniqueOptions,
} from "./constraint-options.ts"
import type { ExclusionData } from "./exclusion.ts"
import { indexKey, type IndexKeyData, type IndexKeyInput } from "./index-keys.ts"
import {
  referenceAttributes,
  type ColumnThunk,
  type ForeignKeyOptions,
  type ReferenceData,
} from "./reference.ts"
import type { TableOptionsData } from "./table-options.ts"

/** A constraint or an index, as written beside the columns of a table, or what is said about the table itself. */
export interface Extra {
  readonly "~extra": ExtraData
}

/** What an {@link Extra} is, as plain data. */
export type ExtraData = PartData | TableOptionsData

/** What a constraint or an index is, as plain data. */
export type PartData = ConstraintData | IndexData

/** What a constraint is, as plain data. */
export type ConstraintData = (InlineConstraint & { readonly columns: readonly string[] }) | ExclusionData

/** What an index is, as plain data. */
export interface IndexData {
  readonly kind: "index"
  readonly name?: string
  readonly keys: readonly IndexKeyData[]
  readonly where?: Sql
  readonly attributes?: IndexAttributes
}

/** An index that can still be narrowed down. */
export interface IndexExtra extends Extra {
  /** Only rows for which the SQL gives true are in the index. */
  where(predicate: Sql): IndexExtra
  /** No two rows of the index have the same keys. */
  unique(): IndexExtra
  /** PostgreSQL: the index method: `gin`, `gist`, `brin`, `hash`, … Default: `btree`. */
  using(method: string): IndexExtra
  /** What the index is besides. Said again, it adds to what was said. */
  with(options: IndexOptions): IndexExtra
}

/** A key that can still be described. */
export interface KeyExtra<Options> extends Extra {
  /** What the key is besides. Said again, it adds to what was said. */
  with(options: Options): KeyExtra<Options>
}

/** An index: `index("ix_conversions_hotel").on(c.hotel_id, c.created_at.desc()).where(sql`…`)`. Default name: by the naming convention. */
export function index(name?: string): {
  on(...keys: readonly [IndexKeyInput, ...IndexKeyInput[]]): IndexExtra
} {
  return { on: (...keys) => indexExtra({ kind: "index", ...named(name), keys: keys.map(indexKey) }) }
}

/** A unique constraint: `unique().on(c.hotel_id, c.kind)`. Default name: by the naming convention. */
export function unique(name?: string): {
  on(...columns: readonly [ColumnInput, ...ColumnInput[]]): KeyExtra<UniqueOptions>
} {
  return {
    on: (...columns) => keyExtra({ kind: "unique", ...named(name), columns: columns.map(columnOf) }),
  }
}

/** The primary key, of one column or several: `primaryKey().on(c.hotel_id, c.guest_id)`. Default name: by the naming convention. */
export function primaryKey(name?: string): {
  on(...columns: readonly [ColumnInput, ...ColumnInput[]]): KeyExtra<PrimaryKeyOptions>
} {
  return {
    on: (...columns) => keyExtra({ kind: "primaryKey", ...named(name), columns: columns.map(columnOf) }),
  }
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
export function check(name: string, expression: Sql, options: CheckOptions = {}): Extra {
  return extra({ kind: "check", name, expression, attributes: attributesOf(options), columns: [] })
}

/** A foreign key that does not say yet where it points. */
export interface ForeignKeyStart {
  /** Points at columns of a table of the schema. */
  references(to: ColumnThunk, options?: ForeignKeyOptions): Extra
  /** Points at columns by name; a table in another schema is `"billing.invoices"`. */
  references(table: string, columns: readonly string[], options?: ForeignKeyOptions): Extra
}

function foreignKeyStart(name: string | undefined, columns: readonly string[]): ForeignKeyStart {
  const made = (target: ReferenceData, options: ForeignKeyOptions = {}) =>
    extra({
      kind: "foreignKey",
      ...named(name),
      columns,
      target,
      attributes: referenceAttributes(options),
    })
  return {
    references: (
      to: ColumnThunk | string,
      second?: readonly string[] | ForeignKeyOptions,
      third?: ForeignKeyOptions,
    ) =>
      typeof to === "string"
        ? made({ table: to, columns: [...(second as readonly string[])] }, third)
        : made(to, second as ForeignKeyOptions | undefined),
  }
}

function indexExtra(data: IndexData): IndexExtra {
  const and = (attributes: IndexAttributes) =>
    indexExtra({ ...data, attributes: { ...data.attributes, ...attributes } })
  return Object.freeze({
    ...extra(data),
    where: (predicate: Sql) => indexExtra({ ...data, where: predicate }),
    unique: () => and({ unique: true }),
    using: (method: string) => and(method === "btree" ? {} : { method }),
    with: (options: IndexOptions) => and(attributesOf(options)),
  })
}

function keyExtra<O extends UniqueOptions>(
  data: Extract<ConstraintData, { readonly kind: "primaryKey" | "unique" }>,
): KeyExtra<O> {
  return Object.freeze({
    ...extra(data),
    with: (options: O) =>
      keyExtra<O>({ ...data, attributes: { ...data.attributes, ...attributesOf(options) } }),
  })
}

function extra(data: ExtraData): Extra {
  return Object.freeze({ "~extra": Object.freeze(data) })
}

function named(name: string | undefined): { readonly name?: string } {
  return name === undefined ? {} : { name }
}
