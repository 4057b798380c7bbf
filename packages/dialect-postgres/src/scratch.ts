import type { AnyDatabase, ScratchOptions, ScratchPlace } from "@aludel/core/dialect"
import { AludelError, quoteName } from "@aludel/core/dialect"

const prefix = "aludel_scratch_"

/** Whether a schema's name is one that {@link scratch} made up. */
export function isScratchName(name: string): boolean {
  return name.startsWith(prefix)
}

/**
 * Lends fresh schemas in a transaction that is rolled back whatever happens; inside a transaction of the caller's, up
 * to a savepoint. What lies in the real default schema and is not made anew (an extension's types, functions) is found
 * behind them.
 *
 * @throws AludelError `scratch/unavailable` where the role may not create schemas, or the server is read-only
 */
export function scratch<T>(
  db: AnyDatabase,
  options: ScratchOptions,
  work: (place: ScratchPlace) => Promise<T>,
): Promise<T> {
  return undone(db, async (connection) => work(await open(connection, options)))
}

async function open(db: AnyDatabase, { schemas, defaultSchema }: ScratchOptions): Promise<ScratchPlace> {
  const { sql } = await import("kysely")
  const run = randomHex()
  const home = `${prefix}${run}`
  const others = new Map(schemas.map((schema, index) => [schema, `${prefix}${run}_${index + 1}`]))
  for (const name of [home, ...others.values()]) await create(db, name)
  const behind =
    defaultSchema === undefined
      ? sql`nullif(pg_catalog.current_setting('search_path'), '')`
      : sql`${quoteName(defaultSchema)}::text`
  const path = sql`pg_catalog.concat_ws(', ', ${quoteName(home)}::text, ${behind})`
  await sql`select pg_catalog.set_config('search_path', ${path}, true)`.execute(db)
  return { db, schemaName: (schema) => (schema === undefined ? home : (others.get(schema) ?? schema)) }
}

async function create(db: AnyDatabase, name: string): Promise<void> {
  try {
    await db.schema.createSchema(name).execute()
  } catch (error) {
    const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined
    if (code !== "42501" && code !== "25006") throw error
    throw new AludelError(
      "scratch/unavailable",
      `no scratch schema can be made: ${(error as Error).message}`,
      {
        hint:
          code === "42501"
            ? "Grant the role the right: grant create on database … to …"
            : "Use the primary server, not a read-only one.",
        cause: error,
      },
    )
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

function randomHex(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(6))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}
