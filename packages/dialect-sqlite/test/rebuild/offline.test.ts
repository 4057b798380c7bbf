import { execFileSync } from "node:child_process"

import { createMigrator, defineRevision, inMemory, type Operations } from "@aludel/core"
import { expect, it } from "vitest"

import { foreignKey, index, sql, sqlite, t, unique } from "../../src/index.ts"
import { introspect } from "../../src/introspect.ts"
import { freshPath, open, rows, run } from "../database.ts"

const revision = (id: string, parents: readonly string[], upgrade: (op: Operations) => void) =>
  defineRevision({ id, parents: [...parents], message: id, created: "2026-01-01T00:00:00Z", upgrade })

const first = revision("a1", [], (op) => {
  op.createTable("hotels", {
    id: t.integer().identity({ always: false, sequence: "sqlite_sequence" }).primaryKey("pk_hotels"),
    code: t.text().with({ collation: "NOCASE" }),
    stars: t.text().nullable(),
  })
  op.createTable("rooms", {
    id: t.integer().primaryKey("pk_rooms"),
    hotel: t.integer().references("hotels.id", { onDelete: "cascade" }),
  })
  op.createIndex("hotels", index("ix").on(sql`lower(code)`))
  op.createObject("view", "codes", { definition: sql`select code from hotels` })
})
const second = revision("b2", ["a1"], (op) => {
  op.alterColumn("hotels", "stars", { type: t.integer(), nullable: false, fill: sql`0` })
  op.addConstraint("hotels", unique("uq_code").on("code"))
  op.addConstraint("rooms", foreignKey("fk_self").on("id").references("rooms", ["id"]))
  op.renameColumn("hotels", "code", "short name")
  op.dropColumn("hotels", "stars")
  op.addColumn("hotels", "opened", t.text().default(sql`current_timestamp`))
})

const filled = `insert into hotels (code, stars) values ('A', '3'), ('b', null), ('c', '1');
delete from hotels where code = 'c';
insert into rooms values (7, 1), (8, 2)`

it("the script of a rebuild, run by the sqlite3 shell, gives what a run gives", async () => {
  const source = inMemory([first, second])
  const paths = [freshPath(), freshPath()]
  for (const path of paths) {
    const db = open(path)
    await createMigrator({ db, dialect: sqlite(), source }).upgrade({ to: "a1" })
    await run(db, filled)
    await db.destroy()
  }
  const online = open(paths[0])
  await createMigrator({ db: online, dialect: sqlite(), source }).upgrade()
  const script = await createMigrator({ db: open(), dialect: sqlite(), source }).sql({ from: "a1", to: "b2" })
  if (!shell(paths[1]!, script)) return
  const offline = open(paths[1])
  expect(await introspect(offline, {})).toEqual(await introspect(online, {}))
  for (const table of ["sqlite_sequence where name = 'hotels'", "rooms", "codes"])
    expect(await rows(offline, `select * from ${table}`)).toEqual(
      await rows(online, `select * from ${table}`),
    )
  expect(await rows(offline, `select id, "short name" as name from hotels`)).toEqual([
    { id: 1, name: "A" },
    { id: 2, name: "b" },
  ])
  expect(await rows(offline, "select count(*) as n from rooms")).toEqual([{ n: 2 }])
})

it("is refused where what the table is can't be known", async () => {
  const hidden = revision("a2", ["a1"], (op) => op.sql(sql`alter table hotels add column x`))
  const source = inMemory([
    first,
    hidden,
    revision("b2", ["a2"], (op) => op.alterColumn("hotels", "code", { default: "x" })),
  ])
  const work = createMigrator({ db: open(), dialect: sqlite(), source }).sql({ from: "a2", to: "b2" })
  await expect(work).rejects.toMatchObject({
    code: "operation/offline",
    message: expect.stringContaining("the raw SQL of revision a2 hides") as unknown,
  })
})

it("is refused where a trigger on the table names what was renamed", async () => {
  const trigger = revision("a2", ["a1"], (op) => {
    op.createObject("trigger", "tr", {
      table: "hotels",
      options: { timing: "AFTER INSERT" },
      definition: sql`begin update hotels set code = lower(new.code); end`,
    })
    op.renameColumn("hotels", "code", "name")
  })
  const change = revision("b2", ["a2"], (op) => op.addConstraint("hotels", unique("uq").on("name")))
  const source = inMemory([first, trigger, change])
  const work = createMigrator({ db: open(), dialect: sqlite(), source }).sql({ from: "a2", to: "b2" })
  await expect(work).rejects.toMatchObject({
    code: "operation/offline",
    message: expect.stringContaining("what the trigger tr says since code was renamed") as unknown,
  })
})

// A bare machine may lack the shell; where the observers are promised, its absence is a failure.
function shell(path: string, script: string): boolean {
  try {
    execFileSync("sqlite3", ["-bail", path], { input: script, encoding: "utf8" })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || process.env["ALUDEL_REQUIRE_OBSERVERS"])
      throw error
    return false
  }
}
