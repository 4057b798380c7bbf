import type { Column } from "@aludel/core"

import { t } from "../t.ts"
import type { ArrayGiven } from "./given.ts"

/** What an application has told `pg` to give for the types that people differ about. */
export interface TypeProfile {
  /** Whole numbers of 64 bits. Default: `text`. */
  readonly bigint?: keyof BigintGiven | undefined
  /** Decimal numbers. Default: `text`. */
  readonly numeric?: keyof NumericGiven | undefined
  /** Timestamps with and without a zone, and dates. Default: `date`. */
  readonly timestamps?: keyof TimestampGiven | undefined
}

interface BigintGiven {
  readonly text: string
  readonly number: number
  readonly bigint: bigint
}

interface NumericGiven {
  readonly text: string
  readonly number: number
}

interface TimestampGiven {
  readonly date: Date
  readonly text: string
}

type Choice<P, Given, Default extends keyof Given> = Given[P extends keyof Given ? P : Default]

/** The types of PostgreSQL as an application has them. */
export type TypesFor<P extends TypeProfile> = Omit<typeof t, keyof Profiled<P>> & Profiled<P>

interface Profiled<P extends TypeProfile> {
  bigint(): Column<
    Choice<P["bigint"], BigintGiven, "text">,
    string | number | bigint,
    string | number | bigint
  > &
    ArrayGiven<string[]>
  numeric(
    precision?: number,
    scale?: number,
  ): Column<Choice<P["numeric"], NumericGiven, "text">, string | number, string | number> &
    ArrayGiven<number[]>
  timestamptz(precision?: number): Timestamp<P>
  timestamp(precision?: number): Timestamp<P>
  date(): Timestamp<P>
}

type Timestamp<P extends TypeProfile> = Column<
  Choice<P["timestamps"], TimestampGiven, "date">,
  Date | string,
  Date | string
> &
  ArrayGiven<Date[]>

/**
 * The types of PostgreSQL for an application that has told `pg` to parse some of them otherwise:
 * `` const t = typesFor({ bigint: "number" }) `` beside `pg.types.setTypeParser(20, Number)`. It says what is the case and
 * does not change it. Arrays are as `pg` gives them by itself, since they have parsers of their own.
 *
 * @param _profile what the application has told it; what is left out is as `pg` has it by itself
 * @see https://github.com/brianc/node-pg-types
 */
export function typesFor<const P extends TypeProfile>(_profile: P): TypesFor<P> {
  return t as unknown as TypesFor<P>
}
