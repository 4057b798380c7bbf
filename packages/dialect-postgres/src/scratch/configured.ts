import type { AnyDatabase, ScratchOptions } from "@aludel/core/dialect"
import { AludelError, isAludelError, polled } from "@aludel/core/dialect"

import { connect } from "../connect.ts"
import { furnish } from "./furnish.ts"
import { chunk, executeDump, messageOf, type Lent, type Request, type Unavailable } from "./kind.ts"
import { foundObjects, marker, wipe } from "./wipe.ts"

/**
 * The database that a project sets aside as scratch. At first it must be empty; it is then marked, and everything in it
 * is dropped before and after each use. Two runs don't meet in it: the second waits.
 *
 * @throws AludelError `scratch/unavailable` where it can't be opened or is not set aside; another place is not tried, for
 * this one was asked for
 */
export async function configured<T>(request: Request<T>): Promise<Lent<T> | Unavailable> {
  const { settings = {} } = request.options
  if (settings.url === undefined) return { unavailable: "" }
  const other = await open(settings.url, settings.open ?? ((url) => connect({ url })))
  try {
    return await other.connection().execute((connection) => locked(request, connection))
  } finally {
    await other.destroy()
  }
}

async function open(url: string, opened: (url: string) => Promise<AnyDatabase>): Promise<AnyDatabase> {
  const { sql } = await import("kysely")
  try {
    const db = (await opened(url)).withoutPlugins()
    await sql`select 1`.execute(db)
    return db
  } catch (error) {
    const hint = isAludelError(error) ? error.hint : undefined
    throw unavailable(
      `the scratch database can't be opened: ${messageOf(error)}`,
      hint ?? "Correct `scratch.url`, or leave it out.",
      error,
    )
  }
}

async function locked<T>({ db: running, run, options, work }: Request<T>, db: AnyDatabase): Promise<Lent<T>> {
  const { sql } = await import("kysely")
  const name = await otherThan(options.offline === true ? undefined : running, db)
  await lock(db, name)
  try {
    await setAside(db, name)
    await emptied(db, name)
    const { hint } = await furnish(db, run, options, (text) => sql.raw(text).execute(db))
    const execute = (text: string) => executeDump(db, text, (each) => sql.raw(each).execute(db))
    return {
      result: await work({ db, chunk, hint, execute }, `the database ${name}, which scratch.url sets aside`),
    }
  } finally {
    await leave(db, name, options)
  }
}

// Names and addresses may differ for one database; its number and the moment its server started don't.
async function otherThan(running: AnyDatabase | undefined, db: AnyDatabase): Promise<string> {
  const { sql } = await import("kysely")
  const identify = async (which: AnyDatabase) => {
    const { rows } = await sql<{ readonly name: string; readonly identity: string }>`
      select pg_catalog.current_database()::text as name,
        pg_catalog.concat_ws(' ', oid, extract(epoch from pg_catalog.pg_postmaster_start_time())) as identity
      from pg_catalog.pg_database where datname = pg_catalog.current_database()`.execute(which)
    return rows[0]!
  }
  const { name, identity } = await identify(db)
  if (running === undefined || identity !== (await identify(running)).identity) return name
  throw unavailable(
    `scratch.url leads to ${name}, the database of the run itself`,
    "Everything in a scratch is dropped: set another database aside for it.",
  )
}

// The session's, for the place is committed piece by piece.
async function lock(db: AnyDatabase, name: string): Promise<void> {
  const { sql } = await import("kysely")
  const patience = 600_000
  await polled(
    async () => {
      const { rows } = await sql<{ taken: boolean }>`
        select pg_catalog.pg_try_advisory_lock(pg_catalog.hashtextextended('aludel:scratch', 0)) as taken`.execute(
        db,
      )
      return rows[0]!.taken
    },
    {
      lock: name,
      lockTimeout: patience,
      timedOut: () =>
        unavailable(
          `the scratch database ${name} was in use by another run for ${patience / 60_000} minutes`,
          "Wait for the other run to end, or set one database aside for each.",
        ),
    },
  )
}

async function setAside(db: AnyDatabase, name: string): Promise<void> {
  const { sql } = await import("kysely")
  const { rows } = await sql`select from pg_catalog.pg_namespace where nspname = ${marker}`.execute(db)
  if (rows.length > 0) return
  const found = await foundObjects(db, 4)
  if (found.length > 0) {
    const names = found.slice(0, 3).map(({ type, identity }) => `${type} ${identity}`)
    throw unavailable(
      `the database ${name}, to which scratch.url leads, is not empty: it has ${names.join(", ")}${found.length > 3 ? " and more" : ""}`,
      "Everything in a scratch is dropped: set an empty database aside for it, as with createdb.",
    )
  }
  try {
    await sql`create schema ${sql.id(marker)}`.execute(db)
  } catch (error) {
    throw unavailable(
      `nothing can be created in the scratch database ${name}: ${messageOf(error)}`,
      "Let the role own the database to which scratch.url leads, on a server that is not read-only.",
      error,
    )
  }
  await sql`comment on schema ${sql.id(marker)} is
    'This database is set aside as a scratch of Aludel: everything in it is dropped.'`.execute(db)
}

async function emptied(db: AnyDatabase, name: string): Promise<void> {
  try {
    await wipe(db)
  } catch (error) {
    throw unavailable(
      `the scratch database ${name} can't be emptied: ${messageOf(error)}`,
      "Drop what is in it, or set another database aside, which the role owns.",
      error,
    )
  }
}

// The next use finds the mark and drops what was left; the error of the work is the one to throw.
async function leave(db: AnyDatabase, name: string, options: ScratchOptions): Promise<void> {
  const { sql } = await import("kysely")
  try {
    const { rows } = await sql`select from pg_catalog.pg_namespace where nspname = ${marker}`.execute(db)
    if (rows.length > 0) await wipe(db)
    await sql`select pg_catalog.pg_advisory_unlock_all()`.execute(db)
  } catch (error) {
    options.onChoice?.(
      `the scratch database ${name} was not emptied (${messageOf(error)}); the next use does it`,
    )
  }
}

function unavailable(message: string, hint: string, cause?: unknown): AludelError {
  return new AludelError("scratch/unavailable", message, { hint, cause })
}
