import { serverDetail } from "../errors/driver-error.ts"
import type { NodeKind } from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { AnyDatabase, Dialect, SessionOptions } from "./dialect.ts"
import { runSessionHook } from "./session-hook.ts"

/** The dialect where none is given: standard SQL, no introspection; what it must know of the engine it tries out. */
export const genericDialect: Dialect = {
  name: "generic",
  isTransient: ({ code }) => code !== undefined && goesAway.test(code),
}

// The class of the SQL standard for transactions that were rolled back, and the code of SQLite's drivers for a busy database.
const goesAway = /^(?:40[0-9A-Z]{3}|SQLITE_BUSY\w*)$/

const standardTypes: Readonly<Record<string, string>> = {
  double: "double precision",
  timestamptz: "timestamp with time zone",
  bytes: "blob",
}

/** The engine's spelling of a column's type, or standard SQL's where the dialect says nothing. */
export function columnType(dialect: Dialect, column: ColumnNode): string {
  if (dialect.columnType !== undefined) return dialect.columnType(column)
  if (column.enum !== undefined && !holds(dialect, "enum")) return "text"
  return standardTypes[column.type] ?? column.type
}

/** Whether the engine holds nodes of a kind. */
export function holds(dialect: Dialect, kind: NodeKind): boolean {
  return dialect.holds?.includes(kind) ?? !["enum", "namespace", "exclusion", "defined"].includes(kind)
}

/** What a run must know of an engine. */
export interface Engine {
  readonly transactionalDdl: boolean
  /** The words that make the engine assign a column's numbers. */
  identity(column: ColumnNode): string
}

/**
 * What the dialect says of the engine, and for the rest what the engine itself says: a table is created and rolled back.
 * Kysely's adapters can't be asked, SQLite's denies that its DDL is transactional.
 */
export async function askEngine(dialect: Dialect, db: AnyDatabase): Promise<Engine> {
  if (dialect.transactionalDdl !== undefined) return presumedEngine(dialect)
  for (const words of ["generated always as identity", "auto_increment", ""]) {
    const found = await tryIdentity(dialect, db, words)
    if (found !== undefined) {
      const identity = words.startsWith("generated") ? standardIdentity : () => words
      return {
        transactionalDdl: found.rolledBack,
        identity: (column) => dialect.identity?.(column) ?? identity(column),
      }
    }
  }
  return { transactionalDdl: false, identity: standardIdentity }
}

/** What the dialect says of the engine, the SQL standard taken for granted where it says nothing; for scripts, which have no database to ask. */
export function presumedEngine(dialect: Dialect): Engine {
  return {
    transactionalDdl: dialect.transactionalDdl ?? true,
    identity: (column) => dialect.identity?.(column) ?? standardIdentity(column),
  }
}

function standardIdentity(column: ColumnNode): string {
  return `generated ${column.identity?.always === false ? "by default" : "always"} as identity`
}

const probe = "aludel_probe"

async function tryIdentity(
  dialect: Dialect,
  db: AnyDatabase,
  words: string,
): Promise<{ readonly rolledBack: boolean } | undefined> {
  const { sql } = await import("kysely")
  const undo = new Error("undo")
  let created = false
  try {
    await bracket(db, async (connection) => {
      await sql`create table ${sql.table(probe)} (${sql.ref("id")} integer not null ${sql.raw(words)}, primary key (${sql.ref("id")}))`.execute(
        connection,
      )
      created = true
      throw undo
    })
  } catch (error) {
    // That the database is busy says nothing of the words.
    const isBusy = dialect.isTransient?.(serverDetail(error)) === true
    if (error !== undo && (created || isBusy)) throw error
    if (!created) return undefined
  }
  // Where the table is gone the drop fails; where it stayed, it must go anyway.
  const stayed = await sql`drop table ${sql.table(probe)}`.execute(db).then(
    () => true,
    () => false,
  )
  return { rolledBack: !stayed }
}

/** A transaction as Kysely's own driver begins one; inside a transaction of the caller's, nothing is begun. */
async function bracket<T>(db: AnyDatabase, work: (connection: AnyDatabase) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work)
}

/** Brackets a run as the dialect does, else in a plain transaction, where DDL takes part in one. */
export async function session<T>(
  dialect: Dialect,
  engine: Engine,
  db: AnyDatabase,
  options: SessionOptions,
  work: (connection: AnyDatabase) => Promise<T>,
): Promise<T> {
  const plain = db.withoutPlugins()
  const prepared = async (connection: AnyDatabase) => {
    if (!db.isTransaction) await runSessionHook(options.hook, connection)
    return work(connection)
  }
  if (dialect.session !== undefined) return dialect.session(plain, options, prepared)
  if (options.alone) return plain.connection().execute(prepared)
  if (engine.transactionalDdl || db.isTransaction) return bracket(plain, prepared)
  return plain.connection().execute(prepared)
}

/** Whether a table or a schema is there. */
export async function exists(
  dialect: Dialect,
  db: AnyDatabase,
  object: { readonly kind: "table" | "namespace"; readonly schema?: string; readonly name: string },
): Promise<boolean> {
  if (dialect.exists !== undefined) return dialect.exists(db, object)
  if (object.kind === "namespace")
    return (await db.introspection.getSchemas()).some(({ name }) => name === object.name)
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  return tables.some(
    ({ name, schema }) => name === object.name && (object.schema === undefined || schema === object.schema),
  )
}
