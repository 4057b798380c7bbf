import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"

import {
  catalog,
  definitionOf,
  type AnyDatabase,
  type CompileContext,
  type Operation,
  type Schema,
  type Step,
} from "@aludel/core/dialect"
import Database from "better-sqlite3"
import { Kysely, SqliteDialect, type SqliteDatabase } from "kysely"
import { onTestFinished } from "vitest"

import { diff } from "../../core/src/diff/diff.ts"
import { compileOperation, type Target } from "../../core/src/execution/compile.ts"
import { compileGroup, groups } from "../../core/src/execution/groups.ts"
import { surroundings } from "../../core/src/execution/surroundings.ts"
import { adapted } from "../src/driver.ts"
import { introspect } from "../src/introspect.ts"
import { query } from "../src/query.ts"
import { sqlite } from "../src/sqlite.ts"

/** The libraries that the tests run on. */
export type Library = "better-sqlite3" | "node:sqlite"

/** The libraries told to give whole numbers as bigints. */
export type LibraryWithBigints = `${Library} with bigints`

/** A Kysely over a database in memory, or over a file; closed when the test is over. */
export function open(
  path = ":memory:",
  library: Library | LibraryWithBigints = "better-sqlite3",
): AnyDatabase {
  const db = new Kysely<any>({ dialect: new SqliteDialect({ database: opening[library](path) }) })
  onTestFinished(() => db.destroy())
  return db
}

const opening: Readonly<Record<Library | LibraryWithBigints, (path: string) => SqliteDatabase>> = {
  "better-sqlite3": (path) => new Database(path),
  "node:sqlite": (path) => adapted(new DatabaseSync(path)),
  "better-sqlite3 with bigints": (path) => new Database(path).defaultSafeIntegers(),
  "node:sqlite with bigints": (path) => adapted(new DatabaseSync(path, { readBigInts: true })),
}

/** The path of a file that does not exist yet, in a folder that is gone when the test is over. */
export function freshPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "aludel-sqlite-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, "app.db")
}

/** Executes SQL text of one or several statements, divided by semicolons at the end of a line. */
export async function run(db: AnyDatabase, text: string): Promise<void> {
  for (const statement of text.split(/;\s*(?:\n|$)/).filter((part) => part.trim() !== ""))
    await query(db, statement)
}

/** The rows of a query. */
export async function rows(db: AnyDatabase, text: string): Promise<readonly unknown[]> {
  return (await query<object>(db, text)).map((row) => ({ ...row }))
}

/** Creates the objects of a schema, by core's operations and the compilers of the dialect. */
export async function create(db: AnyDatabase, schema: Schema): Promise<void> {
  for (const operation of diff({ nodes: [] }, schema)) {
    for (const text of texts(compileOperation(operation, target(db)))) await run(db, text)
  }
}

/** What operations are compiled for, as core does it. */
export function target(db: AnyDatabase, defaultSchema?: string): Target {
  return { db, dialect: sqlite(), engine: { transactionalDdl: true, identity: () => "" }, defaultSchema }
}

/** The SQL of steps. */
export function texts(steps: readonly Step[]): readonly string[] {
  return steps.map((step) => (step.kind === "statement" ? step.sql : "code"))
}

/** Executes steps. */
export async function execute(db: AnyDatabase, steps: readonly Step[]): Promise<void> {
  for (const step of steps) await (step.kind === "run" ? step.fn(db) : query(db, step.sql, step.parameters))
}

/** What a compiler of the dialect is handed where it reads nothing but the schema before it. */
export function context(before?: CompileContext["before"]): CompileContext {
  return { before } as CompileContext
}

/**
 * Runs operations as a run of core does: one session, each compiled against the schema at its moment.
 *
 * @param place `schemas`: those that are read besides; `known`: what is there, where it was just read
 */
export async function runOperations(
  db: AnyDatabase,
  operations: readonly Operation[],
  { schemas = [], known }: { readonly schemas?: readonly string[]; readonly known?: Schema | undefined } = {},
): Promise<void> {
  const dialect = sqlite()
  await dialect.session!(db, { lock: "aludel_history" }, async (connection) => {
    let first = known
    const around = surroundings(dialect, definitionOf, async () => {
      const read = first ?? (await introspect(connection, { schemas }))
      first = undefined
      return catalog(read)
    })
    // What was read is known from the start, not only when an operation asks.
    if (known !== undefined)
      for (const operation of operations) if ((await around.before(operation)) !== undefined) break
    for (const group of groups(operations, dialect)) {
      const compile = await compileGroup(group, { ...target(connection), dialect }, around)
      await execute(connection, compile())
      for (const operation of group) around.applied(operation)
    }
  })
}
