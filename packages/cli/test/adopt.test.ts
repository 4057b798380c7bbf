import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { createDatabase } from "@aludel/test-postgres"
import Sqlite from "better-sqlite3"
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres"
import { migrate as migratePostgres } from "drizzle-orm/node-postgres/migrator"
import { drizzle as drizzleSqlite } from "drizzle-orm/better-sqlite3"
import { migrate as migrateSqlite } from "drizzle-orm/better-sqlite3/migrator"
import knex from "knex"
import { Kysely, PostgresDialect, SqliteDialect, type Dialect } from "kysely"
import { Migrator } from "kysely/migration"
import { Pool } from "pg"
import { describe, expect, inject, it } from "vitest"

import { clear, play, stage, type Stage } from "./scenario.ts"

// Databases that the other tools themselves have migrated are taken over: the declaration is theirs, nothing is left to
// do, the other tool's records stay as they are, and the next revision is generated from there.

const config = `schema: schema.ts\n`

interface Tool {
  readonly told: string
  migrate(url: string, folder: string): Promise<void>
}

const tools: Readonly<Record<string, Tool>> = {
  "Kysely's migrator": {
    told: "Kysely's migrator: 2 migrations, the last 2_guests; left alone: kysely_migration, kysely_migration_lock",
    async migrate(url) {
      const db = new Kysely<never>({ dialect: kyselyDialect(url) })
      const migrator = new Migrator({
        db,
        provider: {
          getMigrations: async () => ({
            "1_hotels": {
              up: (schema) =>
                schema.schema
                  .createTable("hotels")
                  .addColumn("id", "integer", (column) => column.primaryKey())
                  .addColumn("code", "text", (column) => column.notNull().unique())
                  .execute(),
            },
            "2_guests": {
              up: async (schema) => {
                await schema.schema
                  .createTable("guests")
                  .addColumn("id", "integer", (column) => column.primaryKey())
                  .addColumn("hotel_id", "integer", (column) => column.references("hotels.id"))
                  .execute()
                await schema.schema.createIndex("ix_guests_hotel").on("guests").column("hotel_id").execute()
              },
            },
          }),
        },
      })
      const { error } = await migrator.migrateToLatest()
      await db.destroy()
      expect(error).toBeUndefined()
    },
  },
  Knex: {
    told: "Knex: 1 migration, the last 1_hotels.cjs; left alone: knex_migrations, knex_migrations_lock",
    async migrate(url, folder) {
      mkdirSync(join(folder, "knex"))
      writeFileSync(
        join(folder, "knex/1_hotels.cjs"),
        `exports.up = (knex) => knex.schema
  .createTable("hotels", (table) => { table.increments(); table.string("code", 20).notNullable().unique(); table.timestamps(true, true) })
  .createTable("guests", (table) => { table.increments(); table.integer("hotel_id").references("hotels.id").onDelete("cascade"); table.index("hotel_id") })
exports.down = (knex) => knex.schema.dropTable("guests").dropTable("hotels")
`,
      )
      const db = url.startsWith("sqlite:")
        ? knex({ client: "better-sqlite3", connection: { filename: fileOf(url) }, useNullAsDefault: true })
        : knex({ client: "pg", connection: url })
      await db.migrate.latest({ directory: join(folder, "knex"), loadExtensions: [".cjs"] })
      await db.destroy()
    },
  },
  Drizzle: {
    told: "Drizzle: 1 migration, the last HASH; left alone: ",
    async migrate(url, folder) {
      const isSqlite = url.startsWith("sqlite:")
      const migrationsFolder = join(folder, "drizzle")
      mkdirSync(join(migrationsFolder, "meta"), { recursive: true })
      const entry = { idx: 0, version: "7", when: 1_700_000_000_000, tag: "0000_hotels", breakpoints: true }
      writeFileSync(
        join(migrationsFolder, "meta/_journal.json"),
        JSON.stringify({ version: "7", dialect: isSqlite ? "sqlite" : "postgresql", entries: [entry] }),
      )
      const key = isSqlite ? "integer primary key autoincrement" : "serial primary key"
      writeFileSync(
        join(migrationsFolder, "0000_hotels.sql"),
        `create table hotels (id ${key} not null, code text not null, constraint hotels_code_unique unique (code));
--> statement-breakpoint
create table guests (id ${key} not null, hotel_id integer references hotels (id));
`,
      )
      if (isSqlite) {
        const database = new Sqlite(fileOf(url))
        migrateSqlite(drizzleSqlite({ client: database }), { migrationsFolder })
        database.close()
      } else {
        const pool = new Pool({ connectionString: url })
        await migratePostgres(drizzlePostgres({ client: pool }), { migrationsFolder })
        await pool.end()
      }
    },
  },
}

describe.concurrent.each(Object.entries(tools))("%s", (_, { told, migrate }) => {
  it.concurrent.each(["SQLite", "PostgreSQL"])("on %s", { timeout: 600_000 }, async (engine) => {
    const on = stage()
    const url =
      engine === "SQLite"
        ? `sqlite:${join(on.folder, "app.db")}`
        : await createDatabase(inject("postgresUrl"))
    const at = { ...on, env: { ...on.env, DATABASE_URL: url } }
    writeFileSync(join(on.folder, "aludel.config.yaml"), config)
    await migrate(url, on.folder)
    const before = await records(url)
    expect((await type(at, "aludel adopt --rev-id a1")).replace(/[0-9a-f]{64}/, "HASH")).toContain(told)
    expect(await type(at, "aludel check")).toBe("No new upgrade operations detected.")
    expect(await type(at, "aludel current")).toBe("a1 (head)")
    expect(await records(url)).toEqual(before)
    // From here on it is a project like any other.
    const schema = readFileSync(join(on.folder, "schema.ts"), "utf8")
    expect(schema).not.toMatch(/migration/)
    writeFileSync(
      join(on.folder, "schema.ts"),
      schema.replace(/"guests",\s*\{/, `$&\n  name: t.text().nullable(),`),
    )
    expect(
      await type(at, "aludel revision --autogenerate -m names --rev-id b2 && aludel upgrade && aludel check"),
    ).toContain("+ guests.name text")
    expect(await type(at, "aludel adopt")).toContain("[history/not-empty]")
    clear(on)
  })
})

async function type(on: Stage, command: string): Promise<string> {
  const [, ...lines] = (await play(`$ ${command}`, on)).trimEnd().split("\n")
  return lines.join("\n")
}

/** Everything in the other tools' tables. */
async function records(url: string): Promise<unknown> {
  const db = new Kysely<Record<string, Record<string, unknown>>>({ dialect: kyselyDialect(url) })
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  const found: unknown[] = []
  for (const { name, schema } of tables.filter((table) => table.name.includes("migration")))
    found.push(
      name,
      await (schema === undefined ? db : db.withSchema(schema)).selectFrom(name).selectAll().execute(),
    )
  await db.destroy()
  expect(found).not.toEqual([])
  return found
}

function kyselyDialect(url: string): Dialect {
  return url.startsWith("sqlite:")
    ? new SqliteDialect({ database: new Sqlite(fileOf(url)) })
    : new PostgresDialect({ pool: new Pool({ connectionString: url }) })
}

function fileOf(url: string): string {
  return url.replace("sqlite:", "")
}
