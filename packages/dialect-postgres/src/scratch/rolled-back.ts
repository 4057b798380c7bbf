import type { AnyDatabase, ScratchOptions, ScratchPlace } from "@aludel/core/dialect"
import { quoteName } from "@aludel/core/dialect"

import { cancelled } from "../cancel.ts"
import { codeOf, maximumTables, messageOf, type Lent, type Request, type Unavailable } from "./kind.ts"
import { prefix, randomHex } from "./names.ts"

/**
 * Fresh schemas in a transaction of the run's database that is rolled back whatever happens; inside a transaction of the
 * caller's, up to a savepoint. What lies in the real default schema and is not made anew (an extension's types,
 * functions) is found behind them. `prepare` does not run: what it makes is there.
 */
export async function rolledBack<T>({ db, options, run, work }: Request<T>): Promise<Lent<T> | Unavailable> {
  return undone(db, async (connection) => {
    let place: ScratchPlace
    try {
      place = await open(connection, options, run.defaultSchema)
    } catch (error) {
      const code = codeOf(error)
      if (code !== "42501" && code !== "25006") throw error
      return { unavailable: `no schema can be created: ${messageOf(error)}` }
    }
    const skipped = options.settings?.prepare === undefined ? "" : " (`prepare` does not run there)"
    const kind = `schemas in a transaction that is rolled back${skipped}`
    const signal = db.isTransaction ? undefined : options.signal
    return { result: await cancelled(db, place.db, signal, () => work(place, kind)) }
  })
}

async function open(
  db: AnyDatabase,
  { schemas, defaultSchema }: ScratchOptions,
  ownSchema: string | undefined,
): Promise<ScratchPlace> {
  const { sql } = await import("kysely")
  const home = `${prefix}${randomHex()}`
  const others = new Map(schemas.map((schema, index) => [schema, `${home}_${index + 1}`]))
  await db.schema.createSchema(home).execute()
  const behind =
    defaultSchema === undefined
      ? sql`nullif(pg_catalog.current_setting('search_path'), '')`
      : sql`${quoteName(defaultSchema)}::text`
  const path = sql`pg_catalog.concat_ws(', ', ${quoteName(home)}::text, ${behind})`
  await sql`select pg_catalog.set_config('search_path', ${path}, true),
    pg_catalog.set_config('check_function_bodies', 'off', true)`.execute(db)
  return {
    db,
    maximumTables,
    schemaName: (schema) =>
      schema === undefined ? home : (others.get(schema) ?? (schema === ownSchema ? home : schema)),
  }
}

async function undone<T>(db: AnyDatabase, work: (connection: AnyDatabase) => Promise<T>): Promise<T> {
  if (db.isTransaction) return undoneToSavepoint(db, work)
  const undo = new Error("undo")
  let done: { readonly result: T } | undefined
  try {
    await db
      .transaction()
      .setIsolationLevel("read committed")
      .execute(async (transaction) => {
        done = { result: await work(transaction) }
        throw undo
      })
  } catch (error) {
    if (error !== undo) throw error
  }
  return done!.result
}

async function undoneToSavepoint<T>(
  db: AnyDatabase,
  work: (connection: AnyDatabase) => Promise<T>,
): Promise<T> {
  const { sql } = await import("kysely")
  const name = sql.id(`${prefix}${randomHex()}`)
  await sql`savepoint ${name}`.execute(db)
  try {
    return await work(db)
  } finally {
    await sql`rollback to savepoint ${name}`.execute(db)
    await sql`release savepoint ${name}`.execute(db)
  }
}
