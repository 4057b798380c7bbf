import type { AnyDatabase, ScratchPlace } from "@aludel/core/dialect"
import { literal, quoteName } from "@aludel/core/dialect"

import { cancelled } from "../cancel.ts"
import type { Circumstances } from "./circumstances.ts"
import { furnish, type Furnished } from "./furnish.ts"
import { chunk, executeDump, messageOf, type Lent, type Request, type Unavailable } from "./kind.ts"
import { databaseName } from "./names.ts"
import { dropDatabase, sweep } from "./sweep.ts"

/**
 * A database of its own on the server of the run, with the run's encoding and locale, dropped afterwards whatever happens.
 * What a crash left behind is dropped first, once it is old enough.
 */
export async function temporaryDatabase<T>(request: Request<T>): Promise<Lent<T> | Unavailable> {
  const { db, run } = request
  const connect = request.options.settings?.connect
  if (connect === undefined) return { unavailable: "no `connect` opens databases by name" }
  // `create database` is refused within a transaction, which may be the caller's.
  if (!db.isTransaction) return onServer(request, db, connect)
  let admin: AnyDatabase | undefined
  try {
    admin = (await connect(run.database)).withoutPlugins()
    return await onServer(request, admin, connect)
  } finally {
    await admin?.destroy()
  }
}

type Connect = (database: string) => Promise<AnyDatabase>

async function onServer<T>(
  request: Request<T>,
  admin: AnyDatabase,
  connect: Connect,
): Promise<Lent<T> | Unavailable> {
  const { sql } = await import("kysely")
  const { run, options } = request
  await sweep(admin)
  const name = databaseName(run.seconds)
  try {
    await sql.raw(createStatement(name, run)).execute(admin)
  } catch (error) {
    return { unavailable: `no temporary database could be created: ${messageOf(error)}` }
  }
  try {
    return await within(request, admin, name, connect)
  } finally {
    await dropDatabase(admin, name).catch((error: unknown) =>
      options.onChoice?.(
        `the temporary database ${name} could not be dropped (${messageOf(error)}); a later run drops it`,
      ),
    )
  }
}

async function within<T>(
  { run, options, work }: Request<T>,
  admin: AnyDatabase,
  name: string,
  connect: Connect,
): Promise<Lent<T> | Unavailable> {
  const { sql } = await import("kysely")
  let other: AnyDatabase | undefined
  try {
    other = (await connect(name)).withoutPlugins()
    const { rows } = await sql<{ name: string }>`select pg_catalog.current_database() as name`.execute(other)
    if (rows[0]?.name !== name) {
      await other.destroy()
      return { unavailable: `\`connect\` opened ${rows[0]?.name} where ${name} was asked for` }
    }
  } catch (error) {
    await other?.destroy()
    return { unavailable: `the temporary database could not be opened: ${messageOf(error)}` }
  }
  try {
    return await other.connection().execute(async (connection) => {
      const furnished = await furnish(connection, run, options, (text) => sql.raw(text).execute(connection))
      const kind = `a temporary database on the server of the run (PostgreSQL ${run.version})`
      const there = await place(connection, furnished)
      return { result: await cancelled(admin, connection, options.signal, () => work(there, kind)) }
    })
  } finally {
    await other.destroy()
  }
}

async function place(db: AnyDatabase, { hint }: Furnished): Promise<ScratchPlace> {
  const { sql } = await import("kysely")
  return { db, chunk, hint, execute: (text) => executeDump(db, text, (each) => sql.raw(each).execute(db)) }
}

/**
 * The statement that makes a database like the run's. From `template0`, for nothing that somebody put into `template1`
 * belongs there; by copying files where the server can be told so (15 and later), which is faster for a small template.
 * https://www.postgresql.org/docs/current/sql-createdatabase.html
 */
export function createStatement(name: string, { row, versionNumber }: Circumstances): string {
  const locale = row["datlocale"] ?? row["daticulocale"]
  const rules = row["daticurules"]
  const options: (readonly [string, unknown])[] = [
    ["encoding", row["encoding_name"]],
    ["lc_collate", row["datcollate"]],
    ["lc_ctype", row["datctype"]],
    ...(versionNumber >= 150_000 ? ([["strategy", "file_copy"]] as const) : []),
    ...providers(row["datlocprovider"], locale),
    ...(typeof rules === "string" ? ([["icu_rules", rules]] as const) : []),
  ]
  const text = options.map(([option, value]) => `${option} ${literal(value)}`)
  return `create database ${quoteName(name)} template template0 ${text.join(" ")}`
}

function providers(code: unknown, locale: unknown): readonly (readonly [string, unknown])[] {
  if (code === "c") return [["locale_provider", "libc"]]
  if (code === "i")
    return [
      ["locale_provider", "icu"],
      ["icu_locale", locale],
    ]
  if (code === "b")
    return [
      ["locale_provider", "builtin"],
      ["builtin_locale", locale],
    ]
  return []
}
