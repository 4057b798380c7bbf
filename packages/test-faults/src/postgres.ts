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

/** Makes an empty database, and gives its URL. */
export async function fresh(server: string): Promise<string> {
  const name = `fault_${randomBytes(6).toString("hex")}`
  await admin(place(server, "postgres"), `create database ${name}`)
  return place(server, name)
}

/** Makes so many empty databases, in which case after case is done: to make one for each would be half of all work. */
export async function freshOnes(server: string, count: number): Promise<readonly string[]> {
  const made: string[] = []
  for (let index = 0; index < count; index += 1) made.push(await fresh(server))
  return made
}

/** Ends what still works in a database, and takes away what it holds. */
export async function emptied(url: string): Promise<void> {
  const others = `datname = current_database() and pid <> pg_backend_pid()`
  await admin(url, `select pg_terminate_backend(pid, 10000) from pg_stat_activity where ${others}`)
  await admin(url, "drop schema public cascade; create schema public")
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
