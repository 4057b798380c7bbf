import type { Column } from "@aludel/core"
import { column, t as portable } from "@aludel/core/dialect"

/**
 * The types of SQLite as columns, typed by what better-sqlite3 gives and takes: `t.boolean()`. The names are those of
 * core's `t` and mean the same in the database; for a schema that PostgreSQL shares use that one.
 */
export const t = {
  /** Whole numbers. */
  integer: portable.integer,

  /** Whole numbers; SQLite makes no difference to {@link t.integer}. */
  smallint: portable.smallint,

  /** Whole numbers; SQLite makes no difference to {@link t.integer}. Beyond 2^53 digits are lost, unless the driver is told to give bigints (`.safeIntegers()`): `t.bigint().$type<bigint>()`. */
  bigint: (): Column<number, number | bigint, number | bigint> => column("bigint"),

  /** Floating point numbers of 64 bits. */
  double: portable.double,

  /**
   * Decimal numbers. SQLite stores them as floating point: 1.10 is given as 1.1, and digits beyond the 15th are rounded.
   * Where every digit counts, declare whole numbers of the smallest unit, or text.
   */
  numeric: (precision?: number, scale?: number): Column<number> =>
    portable.numeric(precision, scale).$type<number>(),

  /** Text of any length. */
  text: portable.text,

  /** Text; SQLite does not enforce the length. */
  varchar: portable.varchar,

  /** A UUID, as its text. */
  uuid: portable.uuid,

  /** True or false, as 1 or 0: better-sqlite3 binds no booleans. */
  boolean: (): Column<number> => column("boolean"),

  /** A moment, as text: insert `date.toISOString()`. */
  timestamptz: (): Column<string> => column("timestamptz"),

  /** A date and a time of day somewhere, as text. */
  timestamp: (): Column<string> => column("timestamp"),

  /** A day, as text: `2026-11-18`. */
  date: (): Column<string> => column("date"),

  /** A time of day, as text. */
  time: portable.time,

  /** JSON, as its text: insert `JSON.stringify(value)`. With Kysely's `ParseJSONResultsPlugin`: `t.json().$type<Payload, string>()`. */
  json: (): Column<string> => column("json"),

  /** Bytes. */
  bytes: (): Column<Buffer, Uint8Array, Uint8Array> => column("bytes"),

  /**
   * An enumerated type with its values in order: `const kind = t.enum("conversion_kind", ["booking", "request"])`, then
   * `kind()` is a column. SQLite has no such types: it stores text, and the values are known to TypeScript alone.
   */
  enum: portable.enum,

  /**
   * A column of any declared type, by its text: `t.type<string>("datetime")`. What is selected, inserted, updated; for the
   * last two the default is the first.
   */
  type: portable.type,
} as const
