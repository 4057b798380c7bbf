import type { AnyDatabase, ConnectOptions } from "@aludel/core/dialect"
import { AludelError } from "@aludel/core/dialect"
import type { Pool } from "pg"

import { connectionError } from "./connection-error.ts"

/**
 * Opens a database with the driver `pg`: a small pool, tried out at once. SQLAlchemy's spellings
 * (`postgresql+asyncpg://`) are understood.
 *
 * @throws AludelError `database/url`, `dialect/not-installed`, `database/connection`; no message has the password in it
 */
export async function connect({ url, database, offline = false }: ConnectOptions): Promise<AnyDatabase> {
  if (offline) return compileOnly()
  const connectionString = driverUrl(url, database)
  const { Kysely, PostgresDialect } = await import("kysely")
  const pool = await openPool(connectionString)
  return new Kysely({ dialect: new PostgresDialect({ pool }) })
}

async function openPool(connectionString: string): Promise<Pool> {
  const { default: pg } = await importDriver()
  const pool = new pg.Pool({
    connectionString,
    application_name: "aludel",
    max: 4,
    connectionTimeoutMillis: 30_000,
  })
  // Without a listener an idle connection that the server ends would end the process.
  pool.on("error", () => {})
  // Nor has one that is lent out a listener, such as the one that holds the lock: the query that breaks tells it.
  pool.on("connect", (connected) => connected.on("error", () => {}))
  try {
    const client = await pool.connect()
    client.release()
    return pool
  } catch (error) {
    const { host, port, database, user } = new pg.Client({ connectionString })
    await pool.end()
    throw connectionError(error, { host, port, database, user })
  }
}

async function importDriver(): Promise<typeof import("pg")> {
  try {
    return await import("pg")
  } catch (error) {
    throw new AludelError("dialect/not-installed", "the driver pg is not installed", {
      hint: "Run: npm install pg",
      cause: error,
    })
  }
}

/**
 * The URL as `pg` takes it.
 *
 * @param database the name of another database of the server
 * @throws AludelError `database/url` without the URL in it, which may hold a password
 */
export function driverUrl(url: string, database?: string): string {
  const standard = url.trim().replace(/^(?:postgres|postgresql)(?:\+[a-z0-9_]+)?:/i, "postgresql:")
  if (standard.startsWith("postgresql:") && URL.canParse(standard))
    return database === undefined ? standard : withDatabase(standard, database)
  throw new AludelError("database/url", "the database URL is none of PostgreSQL", {
    hint: "Write it as postgresql://user:password@host:5432/database, with special characters of the password percent-encoded.",
  })
}

// Without a host (a socket's folder in the query) there is nothing before the path that a URL could be read from.
function withDatabase(url: string, database: string): string {
  return url.replace(/^(postgresql:(?:\/\/[^/?#]*)?)[^?#]*/, `$1/${encodeURIComponent(database)}`)
}

async function compileOnly(): Promise<AnyDatabase> {
  const { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } =
    await import("kysely")
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}
