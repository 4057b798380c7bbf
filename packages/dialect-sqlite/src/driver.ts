import { AludelError } from "@aludel/core/dialect"
import type { SqliteDatabase } from "kysely"

/** A SQLite library that was found, and how it opens a file or `:memory:`. */
export interface Driver {
  readonly name: "better-sqlite3" | "node:sqlite"
  open(path: string, options?: OpenOptions): OpenedDatabase
}

/** A database as Kysely's `SqliteDialect` takes it, and that executes SQL text of several statements. */
export interface OpenedDatabase extends SqliteDatabase {
  exec(sql: string): unknown
}

/** How a database is opened. */
export interface OpenOptions {
  /** Default: false, and a file that is not there is created. */
  readonly readonly?: boolean | undefined
}

/**
 * The SQLite library to open databases with: better-sqlite3 where it is installed, else Node's own.
 *
 * @returns `undefined` where there is neither
 * @throws AludelError `dialect/not-installed` where better-sqlite3 is installed but can't be used
 */
export async function findDriver(): Promise<Driver | undefined> {
  return (await betterSqlite()) ?? (await nodeSqlite())
}

async function betterSqlite(): Promise<Driver | undefined> {
  // better-sqlite3 13 doesn't throw on an older Node: it takes the process down. Node 20 has no other library either.
  if (isNodeBefore(22)) return undefined
  try {
    const { default: Database } = await import("better-sqlite3")
    return {
      name: "better-sqlite3",
      open: (path, { readonly = false } = {}) => new Database(path, { readonly }),
    }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw new AludelError(
      "dialect/not-installed",
      `better-sqlite3 is installed but can't be loaded: ${message(error)}`,
      {
        hint: "Install it again for this version of Node.js: npm install better-sqlite3",
        cause: error,
      },
    )
  }
}

async function nodeSqlite(): Promise<Driver | undefined> {
  try {
    const { DatabaseSync } = await import("node:sqlite")
    return {
      name: "node:sqlite",
      open: (path, { readonly = false } = {}) => adapted(new DatabaseSync(path, { readOnly: readonly })),
    }
  } catch {
    return undefined
  }
}

/** The error where there is no SQLite library at all. */
export function noDriver(code: "dialect/not-installed" | "scratch/unavailable"): AludelError {
  return isNodeBefore(22)
    ? new AludelError(code, `no SQLite library works on Node.js ${process.versions.node}`, {
        hint: "Use Node.js 22.18 or newer.",
      })
    : new AludelError(code, "there is no SQLite library to open a database with", {
        hint: "Run: npm install better-sqlite3",
      })
}

/** The few members used of a database of `node:sqlite`. */
export interface NodeDatabase {
  close(): void
  exec(sql: string): void
  prepare(sql: string): NodeStatement
}

interface NodeStatement {
  columns(): readonly unknown[]
  all(...parameters: never[]): unknown[]
  run(...parameters: never[]): { changes: number | bigint; lastInsertRowid: number | bigint }
  iterate(...parameters: never[]): IterableIterator<unknown>
}

/** A database of `node:sqlite` as Kysely's `SqliteDialect` takes it. */
export function adapted(database: NodeDatabase): OpenedDatabase {
  return {
    close: () => database.close(),
    exec: (sql) => database.exec(sql),
    prepare(sql) {
      const statement = database.prepare(sql)
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...(parameters as never[])),
        run: (parameters) => statement.run(...(parameters as never[])),
        iterate: (parameters) => statement.iterate(...(parameters as never[])),
      }
    },
  }
}

function isNodeBefore(major: number): boolean {
  return Number.parseInt(process.versions.node, 10) < major
}

function isMissing(error: unknown): boolean {
  const { code, message: text } = error as { readonly code?: unknown; readonly message?: string }
  return (
    (code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND") &&
    (text ?? "").includes("better-sqlite3")
  )
}

function message(error: unknown): string {
  return error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)
}
