import { createDatabase } from "@aludel/test-postgres"
import type { AnyDatabase, ColumnNode, Schema } from "@aludel/core/dialect"
import { Kysely, PostgresDialect, sql } from "kysely"
import { Pool } from "pg"
import { inject, onTestFinished } from "vitest"

import { diff } from "../../core/src/diff/diff.ts"
import { compileOperation, type Target } from "../../core/src/execution/compile.ts"
import { postgres } from "../src/postgres.ts"

/**
 * A Kysely over a fresh database, or over that of `url`; closed when the test is over. `onQuery` is told of every query
 * when it is done, and the next one waits for it.
 */
export async function open(
  options: {
    readonly url?: string
    readonly max?: number
    readonly onQuery?: (text: string) => void | Promise<void>
  } = {},
): Promise<AnyDatabase> {
  const url = options.url ?? (await createDatabase(inject("postgresUrl")))
  const pool = new Pool({ connectionString: url, max: options.max ?? 4, application_name: "aludel test" })
  pool.on("error", () => {})
  pool.on("connect", (client) => client.on("error", () => {}))
  const { onQuery } = options
  const db = new Kysely<any>({
    dialect: new PostgresDialect({ pool }),
    ...(onQuery === undefined ? {} : { log: ({ query }) => onQuery(query.sql) }),
  })
  onTestFinished(() => db.destroy())
  return db
}

/** Executes SQL text of one or several statements. */
export async function run(db: AnyDatabase, text: string): Promise<void> {
  await sql.raw(text).execute(db)
}

/** The rows of a query. */
export async function rows(db: AnyDatabase, text: string): Promise<readonly unknown[]> {
  return (await sql.raw(text).execute(db)).rows
}

/** Creates the objects of a schema, by core's operations and the compilers of the dialect. */
export async function create(db: AnyDatabase, schema: Schema, defaultSchema?: string): Promise<void> {
  const { objects } = postgres()
  const steps = diff({ nodes: [] }, schema, { objects }).flatMap((operation) =>
    compileOperation(operation, target(db, defaultSchema)),
  )
  const statements = steps.flatMap((step) => (step.kind === "statement" ? [step.sql] : []))
  if (statements.length > 0) await run(db, statements.join("\n;\n"))
}

/** What operations are compiled for, as core does it. */
export function target(db: AnyDatabase, defaultSchema?: string): Target {
  const engine = { transactionalDdl: true, identity: standardIdentity }
  return { db, dialect: postgres(), engine, defaultSchema }
}

function standardIdentity({ identity }: Pick<ColumnNode, "identity">): string {
  return `generated ${identity?.always === false ? "by default" : "always"} as identity`
}
