// What an application, a script, a dialect and a test would import of each entry; compiled against the packed packages, with
// their own declarations checked (no skipLibCheck) and this file's declarations emitted.
import { defineConfig } from "@aludel/config"
import { findConfig, loadConfig, openDatabase } from "@aludel/config/node"
import {
  bundled,
  createHistory,
  createMigrator,
  defineRevision,
  inMemory,
  isAludelError,
  type InferDatabase,
  type Migrator,
  type RunEvent,
} from "@aludel/core"
import { quoteName, type Dialect } from "@aludel/core/dialect"
import { parseRange, revisionGraph } from "@aludel/core/graph"
import { folder } from "@aludel/core/node"
import { conformance, testMigrations } from "@aludel/core/testing"
import * as onPostgres from "@aludel/dialect-postgres"
import * as onSqlite from "@aludel/dialect-sqlite"
import type { Kysely } from "kysely"

export const mood = onPostgres.t.enum("mood", ["glad", "sad"])
export const hotels = onPostgres.table("hotels", {
  id: onPostgres.t.bigint().identity().primaryKey(),
  mood: mood().default("glad"),
  tags: onPostgres.t.array(onPostgres.t.text()).nullable(),
  parent_id: onPostgres.t
    .bigint()
    .nullable()
    .references(() => hotels.id),
})
export const declared = onPostgres.defineSchema({ mood, hotels })
export interface Database extends InferDatabase<typeof declared> {}

export const rooms = onSqlite.table("rooms", {
  id: onSqlite.t.integer().primaryKey(),
  name: onSqlite.t.text(),
})
export const onFile = onSqlite.defineSchema({ rooms })

export const revision = defineRevision({
  id: "a1",
  parents: [],
  message: "hotels",
  upgrade(op) {
    op.createTable("hotels", { id: onPostgres.t.bigint().identity().primaryKey("pk_hotels") })
    op.run(async (db) => {
      await db.insertInto("hotels").values({ id: 1 }).execute()
    })
  },
})

export function migrator(db: Kysely<Database>, dialect: Dialect = onPostgres.postgres()): Migrator {
  const onEvent = (event: RunEvent) => console.log(event.kind)
  return createMigrator({ db, dialect, source: inMemory([revision]), schema: declared, onEvent })
}

export async function row(db: Kysely<Database>): Promise<"glad" | "sad" | undefined> {
  const found = await db.selectFrom("hotels").select(["mood", "tags"]).executeTakeFirst()
  const tags: string[] | null | undefined = found?.tags
  return tags === undefined ? undefined : found?.mood
}

export const heads = createHistory({ source: folder("migrations") }).heads()
export const graph = revisionGraph([])
export const entries = {
  bundled,
  conformance,
  findConfig,
  isAludelError,
  parseRange,
  quoteName,
  testMigrations,
}
export const config = defineConfig({ dialect: onSqlite.sqlite(), url: "sqlite:app.db", schema: onFile })
export const opened = async () => openDatabase(await loadConfig({ cwd: ".", env: {} }))
