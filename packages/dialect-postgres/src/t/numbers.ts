import type { Column } from "@aludel/core"
import { column, t as portable } from "@aludel/core/dialect"

import type { ArrayGiven } from "./given.ts"

/** Numbers. */
export const numbers = {
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

  /** Decimal numbers of any or a given precision. Given as text, since a number would lose digits; in arrays as numbers all the same. */
  numeric: (
    precision?: number,
    scale?: number,
  ): Column<string, string | number, string | number> & ArrayGiven<number[]> =>
    portable.numeric(precision, scale).$type<string, string | number>(),

  /** An amount in the currency of the server, as text: `$12.50`. */
  money: (): Column<string, string | number, string | number> => column("money"),

  /** The number of an object of the database. */
  oid: (): Column<number> => column("oid"),
} as const
