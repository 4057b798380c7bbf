import type { Sql } from "../sql/sql.ts"
import {
  columnAttributes,
  identityOf,
  type ColumnAttributes,
  type ColumnOptions,
  type GeneratedOptions,
  type IdentityOptions,
} from "./column-options.ts"
import {
  attributesOf,
  type CheckAttributes,
  type CheckOptions,
  type KeyAttributes,
  type PrimaryKeyOptions,
  type UniqueOptions,
} from "./constraint-options.ts"
import type { DefinedNode, EnumNode } from "./model.ts"
import type { Identity } from "./nodes/columns.ts"
import {
  referenceAttributes,
  type ColumnPlace,
  type ReferenceAttributes,
  type ReferenceData,
  type ReferenceOptions,
  type ReferenceTarget,
} from "./reference.ts"

/** Any column. It has no type parameters on purpose: with them, generic columns inside `table()` become `any`. */
export interface AnyColumn {
  readonly "~column": ColumnData
}

/** What a column is, as plain data. */
export interface ColumnData {
  /** The type in the model's spelling, see `ColumnNode.type`. */
  readonly type: string
  readonly enum?: EnumNode
  /** The types it needs that may be left out of `defineSchema`. */
  readonly needs?: readonly (EnumNode | DefinedNode)[]
  readonly nullable?: true
  /** The default as written: a value or SQL. */
  readonly default?: unknown
  readonly identity?: Identity
  readonly generated?: { readonly expression: Sql; readonly stored?: true }
  readonly attributes?: ColumnAttributes
  /** The constraints written on the column itself. */
  readonly constraints: readonly InlineConstraint[]
  /** What the column was called before. */
  readonly renamedFrom?: string
  /** Only on the columns of a table. */
  readonly place?: ColumnPlace
}

/** A constraint written on a column, without the column. */
export type InlineConstraint =
  | {
      readonly kind: "primaryKey" | "unique"
      readonly name?: string
      readonly attributes?: KeyAttributes
    }
  | {
      readonly kind: "foreignKey"
      readonly name?: string
      readonly target: ReferenceData
      readonly attributes: ReferenceAttributes
    }
  | {
      readonly kind: "check"
      readonly name?: string
      readonly expression: Sql
      readonly attributes?: CheckAttributes
    }

/**
 * A column being declared. It is immutable: every method gives a new column. It is NOT NULL unless `nullable()` is said.
 *
 * @typeParam S what a query gives
 * @typeParam I what an insert takes; `undefined` among it: may be left out; `never`: must be
 * @typeParam U what an update takes
 */
export interface Column<S, I = S, U = S> extends AnyColumn {
  /** For types only; there is no such property at run time. */
  readonly "~types": readonly [S, I, U]
  /** Allows NULL; an insert may then leave the column out. */
  nullable(): Column<S | null, I | null | undefined, U | null>
  /** Says what holds anyway: columns are NOT NULL unless {@link nullable} is said. */
  notNull(): Column<S, I, U>
  /** The value where an insert gives none: a plain value, which becomes a literal, or SQL. */
  default(value: S | U | Sql): Column<S, I | undefined, U>
  /** Numbers assigned by the engine; a value given in an insert is an error. */
  identity(options?: IdentityOptions & { readonly always?: true | undefined }): Column<S, never, never>
  /** Numbers assigned by the engine where an insert gives none. */
  identity(options: IdentityOptions & { readonly always: false }): Column<S, I | undefined, U>
  /**
   * Computed by the engine from the other columns of the row; inserts and updates give no value. Say `nullable()` before
   * it, where it may be NULL.
   */
  generated(expression: Sql, options?: GeneratedOptions): Column<S, never, never>
  /** What the column is besides: its collation, a comment, where its values are kept. Said again, it adds to what was said. */
  with(options: ColumnOptions): Column<S, I, U>
  /** Makes the column the primary key. Default name: by the naming convention. For a key of several columns see `primaryKey()`. */
  primaryKey(name?: string, options?: PrimaryKeyOptions): Column<S, I, U>
  /** Lets no two rows have the same value. Default name: by the naming convention. */
  unique(name?: string, options?: UniqueOptions): Column<S, I, U>
  /** Makes the column refer to a column of this or another table: `() => hotels.id`; in revisions `"hotels.id"`. */
  references(to: ReferenceTarget, options?: ReferenceOptions): Column<S, I, U>
  /** Lets only rows in for which the SQL does not give false. Default name: by the naming convention. */
  check(expression: Sql, name?: string, options?: CheckOptions): Column<S, I, U>
  /**
   * Gives the column types of its own, say a branded id: what is selected, inserted, updated; for the last two the
   * default is the first. That it is nullable, has a default or is assigned by the engine stays said.
   */
  $type<Select, Insert = Select, Update = Select>(): Column<
    Select | Extract<S, null>,
    [I] extends [never] ? never : Insert | Extract<I, null | undefined>,
    [I] extends [never] ? never : Update | Extract<U, null>
  >
  /** Says what the column was called before, so that it is renamed and keeps its data. */
  renamedFrom(name: string): Column<S, I, U>
}

/**
 * A column of a type, for authors of dialects: `jsonb: <T>() => column<T, string, string>("jsonb")`.
 *
 * @param type the type in the model's spelling, see `ColumnNode.type`
 * @typeParam S what a query gives
 * @typeParam I what an insert takes; default: the same
 * @typeParam U what an update takes; default: the same
 */
export function column<S, I = S, U = S>(type: string): Column<S, I, U> {
  return columnFrom({ type, constraints: [] })
}

/** A column from its data. */
export function columnFrom<S, I, U>(data: ColumnData): Column<S, I, U> {
  return new ColumnBuilder(data) as AnyColumn as Column<S, I, U>
}

type Methods = Readonly<
  Record<Exclude<keyof Column<unknown>, keyof AnyColumn | "~types">, (...given: never[]) => AnyColumn>
>

// The types live in the interface alone; here every method gives a column of some type.
class ColumnBuilder implements AnyColumn, Methods {
  readonly "~column": ColumnData

  constructor(data: ColumnData) {
    this["~column"] = Object.freeze(data)
  }

  nullable() {
    return this.#with({ nullable: true })
  }

  notNull() {
    return this.#with({})
  }

  default(value: unknown) {
    return this.#with({ default: value })
  }

  identity(options: IdentityOptions = {}) {
    return this.#with({ identity: identityOf(options, this["~column"].type) })
  }

  generated(expression: Sql, { stored }: GeneratedOptions = {}) {
    return this.#with({ generated: { expression, ...(stored && { stored: true }) } })
  }

  with(options: ColumnOptions) {
    return this.#with({ attributes: { ...this["~column"].attributes, ...columnAttributes(options) } })
  }

  primaryKey(name?: string, options: PrimaryKeyOptions = {}) {
    return this.#constrained({ kind: "primaryKey", ...named(name), attributes: attributesOf(options) })
  }

  unique(name?: string, options: UniqueOptions = {}) {
    return this.#constrained({ kind: "unique", ...named(name), attributes: attributesOf(options) })
  }

  references(target: ReferenceTarget, options: ReferenceOptions = {}) {
    return this.#constrained({
      kind: "foreignKey",
      ...named(options.name),
      target,
      attributes: referenceAttributes(options),
    })
  }

  check(expression: Sql, name?: string, options: CheckOptions = {}) {
    return this.#constrained({ kind: "check", ...named(name), expression, attributes: attributesOf(options) })
  }

  $type() {
    return this.#with({})
  }

  renamedFrom(name: string) {
    return this.#with({ renamedFrom: name })
  }

  #constrained(constraint: InlineConstraint): ColumnBuilder {
    return this.#with({
      constraints: Object.freeze([...this["~column"].constraints, Object.freeze(constraint)]),
    })
  }

  // A column taken from a table is no longer that table's once something is changed about it.
  #with(change: Partial<ColumnData>): ColumnBuilder {
    const { place: _, ...data } = this["~column"]
    return new ColumnBuilder({ ...data, ...change })
  }
}

function named(name: string | undefined): { readonly name?: string } {
  return name === undefined ? {} : { name }
}
