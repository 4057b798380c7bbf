import { join } from "node:path"

import { createDatabase } from "@aludel/test-postgres"
import BetterSqlite3 from "better-sqlite3"
import pg from "pg"
import { inject, onTestFinished } from "vitest"

/** A fresh database, and the engine's own library to look at it with. */
export interface StoryDatabase {
  readonly url: string
  readonly defaultSchema: string | undefined
  rows(sql: string): Promise<readonly unknown[]>
  /** Everything that is not Aludel's: tables, indexes, types, in any schema. */
  objects(): Promise<readonly string[]>
}

/** A file in the project. */
export async function sqliteDatabase(folder: string): Promise<StoryDatabase> {
  const path = join(folder, "app.db")
  const rows = async (sql: string) => {
    const database = new BetterSqlite3(path)
    try {
      const statement = database.prepare(sql)
      return statement.reader ? statement.all() : [statement.run() && {}]
    } finally {
      database.close()
    }
  }
  const objects = async () =>
    names(await rows("select name from sqlite_master where sql is not null order by name"))
  return { url: `sqlite:${path}`, defaultSchema: undefined, rows, objects }
}

/** A database of its own, in which everything lies in the schema `hotel`. */
export async function postgresDatabase(): Promise<StoryDatabase> {
  const url = await createDatabase(inject("postgresUrl"))
  const client = new pg.Client({ connectionString: url, options: "-c search_path=hotel" })
  await client.connect()
  onTestFinished(() => client.end())
  const rows = async (sql: string) => (await client.query(sql)).rows as readonly unknown[]
  const objects = async () =>
    names(
      await rows(`
        select case nspname when 'hotel' then '' else nspname || '.' end || name as name from (
          select relnamespace, relname as name from pg_class where relkind in ('r', 'i', 'S', 'v')
          union all select typnamespace, typname from pg_type where typtype in ('e', 'd')
        ) as objects join pg_namespace on pg_namespace.oid = relnamespace
        where nspname not like 'pg\\_%' and nspname <> 'information_schema' order by 1`),
    )
  return { url, defaultSchema: "hotel", rows, objects }
}

function names(rows: readonly unknown[]): readonly string[] {
  return rows.map((row) => (row as { readonly name: string }).name).filter((name) => !/aludel_/.test(name))
}
