import type { AnyDatabase, ScratchOptions, ScratchSettings } from "@aludel/core/dialect"

import type { Extension } from "./circumstances.ts"
import { furnish } from "./furnish.ts"
import { chunk, codeOf, executeDump, messageOf, type Lent, type Request, type Unavailable } from "./kind.ts"

const specifier = "@electric-sql/pglite"

// The few members used, for the package need not be installed.
interface PGlite {
  exec(text: string): Promise<unknown>
  dumpDataDir(compression: "none"): Promise<Blob>
  close(): Promise<void>
}

interface PGliteClass {
  create(options: {
    readonly extensions: Readonly<Record<string, unknown>>
    readonly loadDataDir?: Blob | undefined
  }): Promise<PGlite>
}

interface PGliteModule {
  readonly PGlite: PGliteClass
}

/** Fresh clusters: `initdb` is four fifths of a start, and whoever asks for one scratch soon asks for more. */
const clusters = new WeakMap<PGliteClass, Blob>()

const notFound = new Set(["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"])

type Import = NonNullable<ScratchSettings["import"]>

/**
 * PostgreSQL within the process, where the project has PGlite installed; the extensions that the run's database or the
 * declaration has are brought along, where PGlite has them.
 */
export async function pglite<T>(request: Request<T>): Promise<Lent<T> | Unavailable> {
  const { options, run, work } = request
  const load: Import = options.settings?.import ?? ((name) => import(name))
  let engine: PGlite
  try {
    const { PGlite } = (await load(specifier)) as PGliteModule
    engine = await start(PGlite, await extensions(load, run.extensions, options))
  } catch (error) {
    const missing = notFound.has(codeOf(error) ?? "")
    return { unavailable: missing ? "PGlite is not installed" : `PGlite did not start: ${messageOf(error)}` }
  }
  const { Kysely, PGliteDialect, sql } = await import("kysely")
  const db: AnyDatabase = new Kysely({ dialect: new PGliteDialect({ pglite: engine as never }) })
  try {
    const { rows } = await sql<{ version: string }>`
      select pg_catalog.current_setting('server_version') as version`.execute(db)
    return await db.connection().execute(async (connection) => {
      const { hint } = await furnish(connection, run, options, (text) => engine.exec(text))
      const execute = (text: string) => executeDump(connection, text, (each) => engine.exec(each))
      const place = { db: connection, chunk, hint, execute }
      return { result: await work(place, kind(rows[0]!.version, run.version)) }
    })
  } finally {
    await db.destroy()
    await engine.close().catch(() => {}) // closed already by a Kysely that does
  }
}

async function start(PGlite: PGliteClass, brought: Readonly<Record<string, unknown>>): Promise<PGlite> {
  const cluster = clusters.get(PGlite)
  const engine = await PGlite.create({ extensions: brought, loadDataDir: cluster })
  if (cluster === undefined) clusters.set(PGlite, await engine.dumpDataDir("none"))
  return engine
}

function kind(here: string, there: string): string {
  const major = (version: string) => version.split(".")[0]
  const note =
    there === "" || major(here) === major(there)
      ? ""
      : ` (the server is ${there}: what only one of the two has or prints may show as a difference)`
  return `PGlite within this process, PostgreSQL ${here}${note}`
}

// Contrib modules have an entry each, some other extensions as well: `contrib/uuid_ossp`, `vector`.
async function extensions(
  load: Import,
  present: readonly Extension[],
  { objects = [] }: ScratchOptions,
): Promise<Readonly<Record<string, unknown>>> {
  const declared = objects.filter(({ type }) => type === "extension")
  const names = new Set([...present, ...declared].map(({ name }) => name))
  const entries = await Promise.all(
    [...names].map(async (name) => {
      const entry = name.replaceAll("-", "_")
      const module =
        (await found<Record<string, unknown>>(load, `${specifier}/contrib/${entry}`)) ??
        (await found<Record<string, unknown>>(load, `${specifier}/${entry}`))
      return module?.[entry] === undefined ? [] : [[entry, module[entry]] as const]
    }),
  )
  return Object.fromEntries(entries.flat())
}

async function found<M>(load: Import, name: string): Promise<M | undefined> {
  try {
    return (await load(name)) as M
  } catch {
    return undefined
  }
}
