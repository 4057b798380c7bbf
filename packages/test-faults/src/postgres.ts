import { randomBytes } from "node:crypto"

import type { AnyDatabase } from "@aludel/core/dialect"
import { Kysely, PostgresDialect, sql } from "kysely"
import { Client, Pool } from "pg"

/** A database of a server, opened; whoever asks closes it. A connection that breaks is told by the query that it breaks, and by nothing else. */
export function open(url: string, max = 4): AnyDatabase {
  const pool = new Pool({ connectionString: url, max, application_name: "faults" })
  pool.on("error", () => {})
  pool.on("connect", (client) => client.on("error", () => {}))
  return new Kysely({ dialect: new PostgresDialect({ pool }) })
}

/** Lends a database of a server. */
export async function withDatabase<T>(url: string, work: (db: AnyDatabase) => Promise<T>): Promise<T> {
  const db = open(url)
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}

/**
 * Makes a database, and gives its URL.
 *
 * @param template the database that it is a copy of. Default: an empty one
 */
export async function fresh(server: string, template = "template1"): Promise<string> {
  const name = `fault_${randomBytes(6).toString("hex")}`
  await admin(place(server, "postgres"), `create database ${name} template ${template}`)
  return place(server, name)
}

/** Drops a database, whoever still uses it. */
export async function drop(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1)
  await admin(place(url, "postgres"), `drop database if exists ${name} with (force)`)
}

/** The same server's URL, for another database. */
export function place(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

/** The name of the database of a URL. */
export function nameOf(url: string): string {
  return new URL(url).pathname.slice(1)
}

/** Executes statements in a database. */
export async function execute(url: string, ...statements: readonly string[]): Promise<void> {
  await withDatabase(url, async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db)
  })
}

async function admin(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  client.on("error", () => {})
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
