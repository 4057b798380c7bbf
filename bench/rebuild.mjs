// SQLite: a table of a million rows that is built anew, and the introspection of a thousand tables.
import { copyFileSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import Database from "better-sqlite3"
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from "drizzle-kit/api"
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import knex from "knex"
import { Kysely, SqliteDialect } from "kysely"
import { createMigrator, defineRevision, inMemory } from "../packages/core/dist/index.js"
import { sqlite, t } from "../packages/dialect-sqlite/dist/index.js"

const count = 1_000_000
const tables = 1_000
const rounds = 3
const folder = mkdtempSync(join(tmpdir(), "aludel-bench-"))
const ratios = {}
const aims = { rebuild: 1.2, introspection: 2 }

try {
  await compareRebuilds()
  await compareIntrospection()
  console.log(JSON.stringify({ bench: "rebuild", ratios, aims }))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Each on a fresh copy of the same file, in turn; the median. */
async function compareRebuilds() {
  const path = join(folder, "base.db")
  const base = new Database(path)
  base.exec(`create table big (id integer primary key, code text not null, n text, note text);
    create index ix_code on big (code); create index ix_n on big (n, code); create index ix_note on big (note);
    with recursive s (i) as (select 1 union all select i + 1 from s where i < ${count})
      insert into big select i, 'code ' || (i * 7919 % ${count}), i % 1000, 'a note about ' || i from s`)
  base.close()
  const times = await medians({ bare, aludel, knex: byKnex, drizzle }, path)
  heading(`${count} rows, 3 indexes`)
  row("insert … select, indexes", "bare", times.bare, times.bare)
  row("aludel", "rebuild", times.aludel, times.bare)
  row("knex", "knex", times.knex, times.bare)
  row("drizzle-kit", "drizzle", times.drizzle, times.bare)
}

async function compareIntrospection() {
  const path = join(folder, "tables.db")
  const base = new Database(path)
  base.exec(
    Array.from(
      { length: tables },
      (
        _,
        i,
      ) => `create table t${i} (id integer primary key, a text not null unique, b int references t0 (id), check (b > 0));
        create index ix${i} on t${i} (b, lower(a)) where b > 1;`,
    ).join("\n"),
  )
  base.close()
  const times = await medians({ pragmas, introspected }, path)
  heading(`${tables} tables`)
  row("pragmas, sqlite_schema", "pragmas", times.pragmas, times.pragmas)
  row("aludel", "introspection", times.introspected, times.pragmas)
}

async function medians(cases, base) {
  const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(cases)) {
      const path = join(folder, `${name}.db`)
      copyFileSync(base, path)
      times[name].push(await run(path))
      rmSync(path)
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, all]) => [
      name,
      all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)],
    ]),
  )
}

async function timed(work) {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** What cannot be saved: the rows are copied once, each index is built once. */
async function bare(path) {
  const db = new Database(path)
  const time = await timed(() =>
    db.exec(`begin immediate;
      create table new (id integer primary key, code text not null, n integer, note text);
      insert into new (id, code, n, note) select id, code, n, note from big;
      create index ix_code2 on new (code); create index ix_n2 on new (n, code); create index ix_note2 on new (note);
      commit`),
  )
  db.close()
  return time
}

async function aludel(path) {
  const db = new Kysely({ dialect: new SqliteDialect({ database: new Database(path) }) })
  const revision = defineRevision({
    id: "a1",
    parents: [],
    message: "rebuild",
    created: "2026-01-01T00:00:00Z",
    upgrade: (op) => void op.alterColumn("big", "n", { type: t.integer() }),
    downgrade() {},
  })
  const migrator = createMigrator({ db, dialect: sqlite(), source: inMemory([revision]) })
  const time = await timed(() => migrator.upgrade())
  await db.destroy()
  return time
}

async function byKnex(path) {
  const db = knex({ client: "better-sqlite3", connection: { filename: path }, useNullAsDefault: true })
  const time = await timed(() => db.schema.alterTable("big", (table) => table.integer("n").alter()))
  await db.destroy()
  return time
}

async function drizzle(path) {
  const declared = (n) =>
    sqliteTable(
      "big",
      { id: integer("id").primaryKey(), code: text("code").notNull(), n, note: text("note") },
      (big) => [
        index("ix_code").on(big.code),
        index("ix_n").on(big.n, big.code),
        index("ix_note").on(big.note),
      ],
    )
  const from = await generateSQLiteDrizzleJson({ big: declared(text("n")) })
  const to = await generateSQLiteDrizzleJson({ big: declared(integer("n")) }, from.id)
  const statements = await generateSQLiteMigration(from, to)
  const db = new Database(path)
  const time = await timed(() => {
    db.exec("begin")
    for (const statement of statements) db.exec(statement)
    db.exec("commit")
  })
  db.close()
  return time
}

/** What there is to read, and nothing made of it. */
async function pragmas(path) {
  const db = new Database(path)
  const time = await timed(() => {
    const names = db.prepare("select name from sqlite_schema where type = 'table'").pluck().all()
    db.prepare("select type, name, tbl_name, sql from sqlite_schema").all()
    for (const name of names) {
      db.pragma(`table_xinfo(${name})`)
      db.pragma(`foreign_key_list(${name})`)
      for (const one of db.pragma(`index_list(${name})`)) db.pragma(`index_xinfo(${one.name})`)
    }
  })
  db.close()
  return time
}

async function introspected(path) {
  const db = new Kysely({ dialect: new SqliteDialect({ database: new Database(path) }) })
  const time = await timed(() => sqlite().introspect(db, {}))
  await db.destroy()
  return time
}

function heading(title) {
  console.log(`${title.padEnd(28)}${"ms".padStart(9)}${"ratio".padStart(9)}${"aim".padStart(9)}`)
}

function row(name, key, milliseconds, baseline) {
  const ratio = Math.round((milliseconds / baseline) * 100) / 100
  const aim = aims[key]
  if (milliseconds !== baseline) ratios[key] = ratio
  const cells = [milliseconds.toFixed(0), ratio.toFixed(2), aim === undefined ? "" : aim.toFixed(2)]
  console.log(
    name.padEnd(28) + cells.map((cell) => cell.padStart(9)).join("") + (ratio > aim ? "  over its aim" : ""),
  )
}
