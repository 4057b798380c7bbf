import type { Column } from "@aludel/core"
import { column, t as portable } from "@aludel/core/dialect"

import { modelType } from "./types.ts"

/**
 * The types of PostgreSQL as columns, typed by what the driver `pg` gives and takes: `t.bigint()`. The names that core's
 * `t` has too mean the same in the database; the rest only PostgreSQL has.
 */
export const t = {
  /** Whole numbers of 32 bits. */
  integer: portable.integer,

  /** Whole numbers of 16 bits. */
  smallint: portable.smallint,

  /** Whole numbers of 64 bits. Given as text, since a number would lose digits. */
  bigint: (): Column<string, string | number | bigint, string | number | bigint> => column("bigint"),

  /** Floating point numbers of 64 bits. */
  double: portable.double,

  /** Floating point numbers of 32 bits. */
  real: (): Column<number> => column("real"),

  /** Decimal numbers of any or a given precision. Given as text, since a number would lose digits. */
  numeric: (precision?: number, scale?: number): Column<string, string | number, string | number> =>
    portable.numeric(precision, scale).$type<string, string | number>(),

  /** Text of any length. */
  text: portable.text,

  /** Text of at most so many characters. */
  varchar: portable.varchar,

  /** Text whose comparisons ignore case; of the extension citext, which must be installed. */
  citext: (): Column<string> => column("citext"),

  /** A UUID, as its text. */
  uuid: portable.uuid,

  /** True or false. */
  boolean: (): Column<boolean> => column("boolean"),

  /** A moment. */
  timestamptz: (): Column<Date, Date | string, Date | string> => column("timestamptz"),

  /** A date and a time of day somewhere; as a Date it is in the zone of the process. */
  timestamp: (): Column<Date, Date | string, Date | string> => column("timestamp"),

  /** A day; given as a Date at midnight in the zone of the process. */
  date: (): Column<Date, Date | string, Date | string> => column("date"),

  /** A time of day, as its text. */
  time: portable.time,

  /** JSON, stored as `jsonb`. Given parsed; insert `JSON.stringify(value)`: pg sends arrays as those of PostgreSQL. */
  json: <T = unknown>(): Column<T, string, string> => column("json"),

  /** The same as {@link t.json}, by the name that PostgreSQL has for it. */
  jsonb: <T = unknown>(): Column<T, string, string> => column("json"),

  /** Bytes. */
  bytes: (): Column<Buffer, Uint8Array, Uint8Array> => column("bytes"),

  /** An address of a host or a network, as its text. */
  inet: (): Column<string> => column("inet"),

  /** An address of a network, as its text. */
  cidr: (): Column<string> => column("cidr"),

  /** A range of moments, as its text: `["2026-11-18 14:00+00","2026-11-19 10:00+00")`. */
  tstzrange: (): Column<string> => column("tstzrange"),

  /** A range of days, as its text: `[2026-11-18,2026-11-20)`. */
  daterange: (): Column<string> => column("daterange"),

  /** A text prepared for full text search. */
  tsvector: (): Column<string> => column("tsvector"),

  /** A vector of so many dimensions, as its text: `[1,2,3]`; of the extension vector, which must be installed. */
  vector: (dimensions: number): Column<string> => column(`vector(${dimensions})`),

  /**
   * An array: `t.array(t.text())`. pg parses arrays of its common types; of an enum it gives the text, of numeric numbers:
   * say so with `$type`.
   */
  array: <S, I, U>(of: Column<S, I, U>): Column<S[], readonly I[], readonly U[]> => {
    const { type, enum: enumeration } = of["~column"]
    const name = enumeration === undefined ? type : enumName(enumeration)
    return column(`${name}[]`)
  },

  /**
   * An enumerated type with its values in order: `const kind = t.enum("conversion_kind", ["booking", "request"])`, then
   * `kind()` is a column. The name may be in another schema: `"billing.kind"`.
   */
  enum: portable.enum,

  /**
   * A column of any type, by its text: `t.type<string>("int4range")`. What is selected, inserted, updated; for the last
   * two the default is the first.
   */
  type: <S = unknown, I = S, U = S>(type: string): Column<S, I, U> => column(modelType(type.trim())),
} as const

// Quoted only where PostgreSQL would: an array's type is text, and is compared with what `format_type` prints.
function enumName({ schema, name }: { readonly schema?: string; readonly name: string }): string {
  return (schema === undefined ? [name] : [schema, name])
    .map((part) => (/^[a-z_][a-z0-9_]*$/.test(part) ? part : `"${part.replaceAll('"', '""')}"`))
    .join(".")
}
