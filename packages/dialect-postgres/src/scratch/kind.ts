import type { AnyDatabase, ScratchOptions, ScratchPlace } from "@aludel/core/dialect"

import type { Circumstances } from "./circumstances.ts"

/** A place is there: the sentence that says which, to be told before the work, and the work's result. */
export interface Lent<T> {
  readonly result: T
}

/** A kind of place that can't be had here, and why: a clause ("PGlite is not installed"). */
export interface Unavailable {
  readonly unavailable: string
}

/** What every kind of scratch is asked with. */
export interface Request<T> {
  /** The run's database. */
  readonly db: AnyDatabase
  readonly options: ScratchOptions
  /** What there is to know of the run's database. */
  readonly run: Circumstances
  /** Works at the place; told what kind it is, as the beginning of a sentence. */
  work(place: ScratchPlace, kind: string): Promise<T>
}

/** Lends a place of one kind, gone afterwards; or says why it can't. What the work throws is thrown. */
export type Kind = <T>(request: Request<T>) => Promise<Lent<T> | Unavailable>

/** How many operations a database of a scratch's own commits at once: each takes locks, and near 2,500 tables there are none left. */
export const chunk = 500

/** How many tables a scratch that is one transaction may make. */
export const maximumTables = 2000

/** The server's code of an error; `undefined` where no server threw it. */
export function codeOf(error: unknown): string | undefined {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined
  return typeof code === "string" ? code : undefined
}

/** What an error says. */
export function messageOf(error: unknown): string {
  return error instanceof Error && error.message !== "" ? error.message : String(codeOf(error) ?? error)
}

/**
 * Executes SQL text of several statements as a dump has it, which may set `search_path` to nothing: what reads the place
 * afterwards finds it as it was.
 *
 * @param execute executes it on the connection of `db`
 */
export async function executeDump(
  db: AnyDatabase,
  text: string,
  execute: (text: string) => Promise<unknown>,
): Promise<void> {
  const { sql } = await import("kysely")
  const { rows } = await sql<{ path: string }>`
    select pg_catalog.current_setting('search_path') as path`.execute(db)
  await execute(text)
  await sql`select pg_catalog.set_config('search_path', ${rows[0]?.path ?? ""}, false)`.execute(db)
}
