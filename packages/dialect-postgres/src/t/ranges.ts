import type { Column } from "@aludel/core"
import { column } from "@aludel/core/dialect"

import type { Unparsed } from "./given.ts"

/** Ranges and sets of ranges, as their text. */
export const ranges = {
  /** A range of whole numbers of 32 bits: `[1,3)`. */
  int4range: (): Unparsed<string> => column("int4range"),

  /** A range of whole numbers of 64 bits. */
  int8range: (): Unparsed<string> => column("int8range"),

  /** A range of decimal numbers. */
  numrange: (): Column<string> => column("numrange"),

  /** A range of dates with times of day somewhere. */
  tsrange: (): Unparsed<string> => column("tsrange"),

  /** A range of moments: `["2026-11-18 14:00:00+00","2026-11-19 10:00:00+00")`. */
  tstzrange: (): Unparsed<string> => column("tstzrange"),

  /** A range of days: `[2026-11-18,2026-11-20)`. */
  daterange: (): Unparsed<string> => column("daterange"),

  /** Ranges of whole numbers of 32 bits: `{[1,3),[5,6)}`. */
  int4multirange: (): Unparsed<string> => column("int4multirange"),

  /** Ranges of whole numbers of 64 bits. */
  int8multirange: (): Unparsed<string> => column("int8multirange"),

  /** Ranges of decimal numbers. */
  nummultirange: (): Unparsed<string> => column("nummultirange"),

  /** Ranges of dates with times of day somewhere. */
  tsmultirange: (): Unparsed<string> => column("tsmultirange"),

  /** Ranges of moments. */
  tstzmultirange: (): Unparsed<string> => column("tstzmultirange"),

  /** Ranges of days. */
  datemultirange: (): Unparsed<string> => column("datemultirange"),
} as const
