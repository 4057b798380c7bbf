import type { AnyDatabase, ScratchOptions, StatementFailure } from "@aludel/core/dialect"
import { AludelError, quoteName } from "@aludel/core/dialect"

import type { Circumstances } from "./circumstances.ts"
import { codeOf, messageOf } from "./kind.ts"

/** A database that has what the run's database has and nobody declares. */
export interface Furnished {
  /** What to do where a statement fails for want of something. */
  hint(failure: StatementFailure): string | undefined
}

/**
 * Gives an empty database the settings of the run, the default schema under its own name, what `prepare` makes, and the
 * extensions that the run's database has and that will not be created there anyway.
 *
 * @param db one connection
 * @param execute executes SQL text of several statements
 * @throws AludelError `scratch/unavailable` where `prepare` fails
 */
export async function furnish(
  db: AnyDatabase,
  run: Circumstances,
  options: ScratchOptions,
  execute: (text: string) => Promise<unknown>,
): Promise<Furnished> {
  await settleLike(db, run, options)
  if (run.defaultSchema !== undefined) await createSchema(db, run.defaultSchema)
  await prepare(db, options.settings?.prepare, execute)
  const missing: string[] = []
  const declared = new Set(
    options.objects?.filter(({ type }) => type === "extension").map(({ name }) => name),
  )
  for (const extension of run.extensions.filter(({ name }) => !declared.has(name))) {
    try {
      if (extension.schema !== "pg_catalog") await createSchema(db, extension.schema)
      await createExtension(db, extension)
    } catch (error) {
      if (codeOf(error) === undefined) throw error
      missing.push(`${extension.name} (${messageOf(error)})`)
    }
  }
  return { hint: (failure) => hint(failure, missing) }
}

// For the session: the place is committed piece by piece. Nothing of it must outlast a crash, so no commit waits for the disk.
async function settleLike(
  db: AnyDatabase,
  run: Circumstances,
  { defaultSchema }: ScratchOptions,
): Promise<void> {
  const { sql } = await import("kysely")
  const settings = {
    synchronous_commit: "off",
    idle_session_timeout: "0",
    check_function_bodies: "off",
    ...run.settings,
    ...(defaultSchema === undefined ? {} : { search_path: quoteName(defaultSchema) }),
  }
  const { rows } = await sql<{ name: string }>`
    select name from pg_catalog.pg_settings where name in (${sql.join(Object.keys(settings))})`.execute(db)
  const known = new Set(rows.map(({ name }) => name))
  for (const [name, value] of Object.entries(settings).filter(([each]) => known.has(each))) {
    try {
      await sql`select pg_catalog.set_config(${name}, ${value}, false)`.execute(db)
    } catch (error) {
      // Another build may lack a method of compression or of tables; what needs it then says so.
      if (codeOf(error) !== "22023") throw error
    }
  }
}

async function createSchema(db: AnyDatabase, name: string): Promise<void> {
  const { sql } = await import("kysely")
  // Asked first: who may not create schemas may still find this one there.
  const { rows } = await sql`select from pg_catalog.pg_namespace where nspname = ${name}`.execute(db)
  if (rows.length === 0) await sql`create schema ${sql.id(name)}`.execute(db)
}

async function createExtension(
  db: AnyDatabase,
  { name, schema }: Circumstances["extensions"][number],
): Promise<void> {
  const { sql } = await import("kysely")
  const place = schema === "pg_catalog" ? sql`` : sql`with schema ${sql.id(schema)}`
  await sql`create extension if not exists ${sql.id(name)} ${place} cascade`.execute(db)
}

async function prepare(
  db: AnyDatabase,
  prepared: NonNullable<ScratchOptions["settings"]>["prepare"],
  execute: (text: string) => Promise<unknown>,
): Promise<void> {
  try {
    if (typeof prepared === "string") await execute(prepared)
    else await prepared?.(db)
  } catch (error) {
    throw new AludelError("scratch/unavailable", `\`scratch.prepare\` failed: ${messageOf(error)}`, {
      hint: "Correct what it does; it runs in an empty database, before anything is created there.",
      cause: error,
    })
  }
}

// Something named in a statement is not there: a type, a role, a table, a function, a schema.
const lacking = new Set(["42704", "42P01", "42883", "3F000"])

function hint({ code, message }: StatementFailure, missing: readonly string[]): string | undefined {
  if (code === undefined || !lacking.has(code)) return undefined
  const because =
    missing.length === 0
      ? ""
      : `The scratch lacks extensions that could not be created there: ${missing.join(", ")}. `
  return `${because}${lacked(message)}What the schema refers to but does not own, or has no words for (extensions, roles, aggregates, operators, other people's tables), is made by \`scratch.prepare\` in the configuration.`
}

// In the language of the server's messages: in any other than English the message itself has to do.
function lacked(message: string): string {
  const [, operator] = /^operator does not exist: (.+)$/.exec(message) ?? []
  const [, other] = /^(.+?) does not exist(?: for .+)?$/.exec(message) ?? []
  const what = operator === undefined ? other : `operator ${operator}`
  return what === undefined ? "" : `There is no ${what} in the scratch. `
}
