import { column, type Column } from "./column.ts"
import { enumType, type EnumType } from "./enum-type.ts"

/**
 * The types that every engine has, as columns: `t.integer()`. What a query gives and what an insert takes is typed by
 * what all drivers give and take, so that one schema serves PostgreSQL and SQLite; the `t` of a dialect package has the
 * same types as its own driver has them, and more.
 */
export const t = {
  /** Whole numbers of 32 bits. Every driver gives and takes a number. */
  integer: (): Column<number> => column("integer"),

  /** Whole numbers of 16 bits. Every driver gives and takes a number. */
  smallint: (): Column<number> => column("smallint"),

  /**
   * Whole numbers of 64 bits. pg gives text, since a number would lose digits; better-sqlite3 gives a number, or a
   * bigint where told so; all of these can be inserted again.
   */
  bigint: (): Column<string | number | bigint> => column("bigint"),

  /** Floating point numbers of 64 bits. Every driver gives and takes a number. */
  double: (): Column<number> => column("double"),

  /** Decimal numbers of any or a given precision. pg gives text, since a number would lose digits; SQLite stores and gives a number. */
  numeric: (precision?: number, scale = 0): Column<string | number> =>
    column(precision === undefined ? "numeric" : `numeric(${precision},${scale})`),

  /** Text of any length. */
  text: (): Column<string> => column("text"),

  /** Text of at most so many characters; SQLite does not enforce it. */
  varchar: (length: number): Column<string> => column(`varchar(${length})`),

  /** A UUID. Every driver gives and takes its text. */
  uuid: (): Column<string> => column("uuid"),

  /** True or false. pg gives a boolean; SQLite has none: better-sqlite3 gives 0 or 1, and binds numbers only. PostgreSQL takes 0 and 1 too. */
  boolean: (): Column<boolean | number, number, number> => column("boolean"),

  /** A moment. pg gives a Date; SQLite stores text, and better-sqlite3 binds no Date: insert `date.toISOString()`. */
  timestamptz: (): Column<Date | string, string, string> => column("timestamptz"),

  /** A date and a time of day somewhere. pg gives a Date in the zone of the process; SQLite stores text, and better-sqlite3 binds no Date. */
  timestamp: (): Column<Date | string, string, string> => column("timestamp"),

  /** A day. pg gives a Date at midnight in the zone of the process; SQLite stores text, and better-sqlite3 binds no Date: insert `"2026-11-18"`. */
  date: (): Column<Date | string, string, string> => column("date"),

  /** A time of day. Every driver gives and takes text. */
  time: (): Column<string> => column("time"),

  /**
   * JSON. pg gives the parsed value, better-sqlite3 the text; insert `JSON.stringify(value)`: pg sends arrays as those of
   * PostgreSQL and texts without their quotes, better-sqlite3 binds no objects.
   */
  json: <T = unknown>(): Column<T | string, string, string> => column("json"),

  /** Bytes. Drivers give a Buffer, which is a Uint8Array, and take either. */
  bytes: (): Column<Uint8Array> => column("bytes"),

  /**
   * An enumerated type with its values in order: `const kind = t.enum("conversion_kind", ["booking", "request"])`, then
   * `kind()` is a column. The name may be in another schema: `"billing.kind"`. An engine without such types stores text.
   */
  enum: <const V extends string = string>(
    name: string,
    values: readonly V[] = [],
    options: { readonly comment?: string | undefined } = {},
  ): EnumType<V> => enumType(name, values, options),

  /** A column of any type of the engine, by its text: `t.type<string>("citext")`. What is selected, inserted, updated; for the last two the default is the first. */
  type: <S = unknown, I = S, U = S>(type: string): Column<S, I, U> => column(type.trim()),
} as const
