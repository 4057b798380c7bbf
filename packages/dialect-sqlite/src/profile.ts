import type { Column } from "@aludel/core"

import { t } from "./t.ts"

/** What an application's driver and plugins give for the types that they differ about. */
export interface TypeProfile {
  /**
   * Whole numbers: `bigint` where the driver was told to give all of them so, better-sqlite3 by
   * `database.defaultSafeIntegers()`, node:sqlite by `new DatabaseSync(path, { readBigInts: true })`; booleans are then 0n
   * and 1n, too. Default: `number`, and digits beyond 2^53 are lost (better-sqlite3) or refused (node:sqlite).
   */
  readonly integers?: keyof IntegersGiven | undefined
  /** Bytes: `uint8array` from node:sqlite. Default: `buffer`, from better-sqlite3. */
  readonly bytes?: keyof BytesGiven | undefined
  /** JSON: `parsed` where Kysely's `ParseJSONResultsPlugin` is used. Default: `text`. */
  readonly json?: "text" | "parsed" | undefined
}

interface IntegersGiven {
  readonly number: number
  readonly bigint: bigint
}

interface BytesGiven {
  readonly buffer: Buffer
  readonly uint8array: Uint8Array
}

type Choice<P, Given, Default extends keyof Given> = Given[P extends keyof Given ? P : Default]

/** The types of SQLite as an application has them. */
export type TypesFor<P extends TypeProfile> = Omit<typeof t, keyof Profiled<P>> & Profiled<P>

interface Profiled<P extends TypeProfile> {
  integer(): Integer<P>
  smallint(): Integer<P>
  bigint(): Column<Choice<P["integers"], IntegersGiven, "number">, number | bigint, number | bigint>
  boolean(): Integer<P>
  numeric(
    precision?: number,
    scale?: number,
  ): Column<number | Choice<P["integers"], IntegersGiven, "number">, Taken<P>, Taken<P>>
  bytes(): Column<Choice<P["bytes"], BytesGiven, "buffer">, Uint8Array, Uint8Array>
  json<T = unknown>(): Column<P["json"] extends "parsed" ? T : string, string, string>
}

type Integer<P extends TypeProfile> = Column<
  Choice<P["integers"], IntegersGiven, "number">,
  Taken<P>,
  Taken<P>
>

type Taken<P extends TypeProfile> = P["integers"] extends "bigint" ? number | bigint : number

/**
 * The types of SQLite for an application whose driver or plugins give some of them otherwise than better-sqlite3 does by
 * itself: `` const t = typesFor({ integers: "bigint" }) `` beside `database.defaultSafeIntegers()`. It says what is the
 * case and does not change it.
 *
 * @param _profile what they give; what is left out is as better-sqlite3 has it
 */
export function typesFor<const P extends TypeProfile>(_profile: P): TypesFor<P> {
  return t as unknown as TypesFor<P>
}
