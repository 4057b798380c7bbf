import { expect, inject } from "vitest"

import { open, rows, run } from "./database.ts"
import { inOrder, migrate, read } from "./migrate.ts"

/** A change of a schema that has rows. */
export interface Change {
  readonly name: string
  /** The first major that has all of it. Default: 14. */
  readonly since?: number
  readonly from: string
  /** What becomes of it. */
  readonly to: string
  /** The same in both, behind them. */
  readonly both?: string
  readonly rows: string
  /** Gives one row. */
  readonly query: string
  readonly was: object
  /** Default: as it was. */
  readonly is?: object
  /** What it is when all is taken back, without what went. Default: as it was. */
  readonly again?: object
}

/** Makes a change as autogenerate would and takes it back: schema, rights and rows are what they ought to be each time. */
export async function thereAndBack(
  { since = 14, from, to, both = "", rows: filled, query, was, is = was, again = was }: Change,
  { skip }: { skip(condition: boolean, note: string): void },
): Promise<void> {
  skip(inject("postgresMajor") < since, `of PostgreSQL ${since}`)
  const db = await open({ max: 1 })
  const place = (schema: string) => `create schema ${schema}; set search_path to ${schema}, public;`
  await run(db, `${place("two")} ${to}; ${both}`)
  await run(db, `${place("one")} ${from}; ${both}; ${filled}`)
  const [first, second] = [await read(db, "one"), await read(db, "two")]
  expect(await rows(db, query)).toEqual([was])
  await migrate(db, first, second)
  const changed = await read(db, "one")
  expect(inOrder(changed)).toEqual(inOrder(second))
  expect(changed.rights).toEqual(second.rights)
  expect(await rows(db, query)).toEqual([is])
  await migrate(db, changed, first)
  const back = await read(db, "one")
  expect(inOrder(back)).toEqual(inOrder(first))
  expect(back.rights).toEqual(first.rights)
  expect(await rows(db, query)).toEqual([again])
}
