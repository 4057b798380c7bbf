import type { Column } from "@aludel/core"
import { column } from "@aludel/core/dialect"

/** A span of time as pg gives it; what is zero is absent. It can be inserted again. */
export interface PostgresInterval {
  years?: number
  months?: number
  days?: number
  hours?: number
  minutes?: number
  seconds?: number
  milliseconds?: number
  /** As PostgreSQL takes it: `1 days 2 hours`. */
  toPostgres(): string
  /** As ISO 8601 has it: `P0Y0M1DT2H0M0S`. */
  toISOString(): string
}

/** The parts that an `interval` can be confined to. */
export type IntervalFields =
  | "year"
  | "month"
  | "day"
  | "hour"
  | "minute"
  | "second"
  | "year to month"
  | "day to hour"
  | "day to minute"
  | "day to second"
  | "hour to minute"
  | "hour to second"
  | "minute to second"

/** Moments, days and times; `precision` is how many digits of a second are kept, by default 6. */
export const times = {
  /** A moment. `infinity` is given as the number. */
  timestamptz: (precision?: number): Column<Date, Date | string, Date | string> =>
    column(precise("timestamptz", precision)),

  /** A date and a time of day somewhere; as a Date it is in the zone of the process. `infinity` is given as the number. */
  timestamp: (precision?: number): Column<Date, Date | string, Date | string> =>
    column(precise("timestamp", precision)),

  /** A day; given as a Date at midnight in the zone of the process. `infinity` is given as the number. */
  date: (): Column<Date, Date | string, Date | string> => column("date"),

  /** A time of day, as its text. */
  time: (precision?: number): Column<string> => column(precise("time", precision)),

  /** A time of day with its offset, as its text: `10:00:00+02`. */
  timetz: (precision?: number): Column<string> => column(precise("timetz", precision)),

  /** A span of time. Default: of all fields. */
  interval: (
    fields?: IntervalFields,
    precision?: number,
  ): Column<PostgresInterval, PostgresInterval | string, PostgresInterval | string> =>
    column(precise(fields === undefined ? "interval" : `interval ${fields}`, precision)),
} as const

function precise(type: string, precision: number | undefined): string {
  return precision === undefined ? type : `${type}(${precision})`
}
