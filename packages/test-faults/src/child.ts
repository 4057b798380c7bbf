// A process that runs a history: `node child.ts '{"engine":"postgres","url":…}'`. Told to, it kills itself at a statement, as
// `kill -9` would, and says before how many statements there were.
import { postgres } from "@aludel/dialect-postgres"
import { sqlite } from "@aludel/dialect-sqlite"
import Database from "better-sqlite3"
import { Kysely, PostgresDialect, SqliteDialect } from "kysely"
import { Pool, type PoolClient } from "pg"

import { apart, plain } from "./revisions.ts"
import { go, migratorOf, type Subject, type Way } from "./state.ts"

/** What a process is to do. */
export interface Order {
  readonly engine: "postgres" | "sqlite"
  /** A URL, or a path. */
  readonly place: string
  readonly way: Way
  /**
   * At which statement it dies, counted from 1 over all connections: before it, or when it was sent and nobody knows yet what
   * becomes of it. That it dies behind one is that it dies before the next. Default: at none.
   */
  readonly kill?: { readonly statement: number; readonly when: "before" | "sent" }
  /** How long it waits first, in milliseconds. Default: not at all. */
  readonly delay?: number
}

const order = JSON.parse(process.argv[2] ?? "{}") as Order
let statements = 0

function die(when: "before" | "sent"): void {
  if (order.kill?.statement === statements && order.kill.when === when) process.kill(process.pid, "SIGKILL")
}

function overPostgres(): Subject {
  const pool = new Pool({ connectionString: order.place, max: 4, application_name: "faults child" })
  pool.on("error", () => {})
  const counted = {
    connect: async () => watched(await pool.connect()),
    end: () => pool.end(),
  }
  const dialect = new PostgresDialect({ pool: counted as never })
  return { db: new Kysely({ dialect }), dialect: postgres(), revisions: apart }
}

const seen = new WeakSet<PoolClient>()

function watched(client: PoolClient): PoolClient {
  if (seen.has(client)) return client
  seen.add(client)
  const query = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>
  Object.assign(client, {
    query: (...given: unknown[]) => {
      statements += 1
      die("before")
      const result = query(...given)
      die("sent")
      return result
    },
  })
  return client
}

function overSqlite(): Subject {
  const database = new Database(order.place)
  database.pragma("foreign_keys = on")
  const counted = {
    close: () => database.close(),
    prepare(text: string) {
      const statement = database.prepare(text)
      const once =
        <T>(work: (parameters: readonly unknown[]) => T) =>
        (parameters: readonly unknown[]): T => {
          statements += 1
          die("before")
          return work(parameters)
        }
      return {
        reader: statement.reader,
        all: once((parameters) => statement.all(parameters)),
        run: once((parameters) => statement.run(parameters)),
        iterate: once((parameters) => statement.iterate(parameters)),
      }
    },
  }
  const dialect = new SqliteDialect({ database: counted })
  return { db: new Kysely({ dialect }), dialect: sqlite(), revisions: plain }
}

await new Promise((resolve) => setTimeout(resolve, order.delay ?? 0))
const subject = order.engine === "postgres" ? overPostgres() : overSqlite()
try {
  await go(migratorOf(subject), order.way)
  statements += 1
  die("before")
} finally {
  await subject.db.destroy()
}
console.log(JSON.stringify({ statements: statements - 1 }))
