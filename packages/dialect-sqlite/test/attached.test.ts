import { execFileSync } from "node:child_process"

import { createMigrator, defineRevision, inMemory, type Operations } from "@aludel/core"
import type { AnyDatabase, Schema } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { record } from "../../core/src/operations/recorder.ts"
import {
  check,
  defineSchema,
  foreignKey,
  index,
  sql,
  sqlite,
  t,
  table,
  trigger,
  unique,
  view,
} from "../src/index.ts"
import { introspect } from "../src/introspect.ts"
import { create, freshPath, open, rows, run, runOperations, type Library } from "./database.ts"

const libraries: readonly Library[] = ["better-sqlite3", "node:sqlite"]

/** A database with another attached, both in memory or in files. */
async function withArchive(library?: Library, paths = [":memory:", ":memory:"]): Promise<AnyDatabase> {
  const db = open(paths[0], library)
  await run(db, `attach '${paths[1]}' as archive`)
  return db
}

const read = (db: AnyDatabase): Promise<Schema> =>
  introspect(db, {
    schemas: ["archive", "nowhere"],
    exclude: ["aludel_history", "aludel_history_control", "aludel_history_log"],
  })

const made = `create table hotels (id integer primary key, code text);
create table archive.hotels (id integer primary key autoincrement, code text collate nocase, constraint ck check (code <> ''));
create table archive.rooms (id integer primary key, hotel integer references hotels (id) on delete cascade, unique (hotel));
create index archive.ix_code on hotels (lower(code)) where id > 1;
create view archive.codes as select code from hotels;
create trigger archive.touch after insert on rooms begin update hotels set code = code where id = new.hotel; end;
create virtual table archive.words using fts5(word);
insert into hotels values (1, 'main');
insert into archive.hotels values (3, 'a'), (7, 'b'), (9, 'c');
delete from archive.hotels where id = 9;
insert into archive.rooms values (1, 3), (2, 7)`

it.each(libraries)("an attached database is read as a schema, with %s", async (library) => {
  const db = await withArchive(library)
  await run(db, made)
  const alone = open(":memory:", library)
  await run(
    alone,
    made
      .replaceAll("archive.", "")
      .replace(/^.*\n/, "")
      .replace("insert into hotels values (1, 'main');\n", ""),
  )
  const expected = await introspect(alone, { unmodelled: true, viewColumns: true })
  const found = await introspect(db, { schemas: ["archive"], unmodelled: true, viewColumns: true })
  const ofArchive = found.nodes.filter((node) => "schema" in node && node.schema === "archive")
  const placed = (value: unknown) =>
    JSON.parse(
      JSON.stringify(value).replaceAll(`"schema":"archive",`, "").replaceAll(`,"schema":"archive"`, ""),
    ) as unknown
  expect(placed(ofArchive)).toEqual(expected.nodes)
  expect(found.nodes.length - ofArchive.length).toBe(4)
  expect([found.unmodelled, found.viewColumns]).toMatchObject([
    [{ kind: "virtual table", schema: "archive", name: "words" }],
    [{ schema: "archive", table: "codes", name: "code" }],
  ])
  expect(await sqlite().namespaces!(db)).toEqual(["archive"])
})

const changes = (op: Operations) => {
  op.alterColumn("archive.hotels", "code", { type: t.integer(), nullable: false, fill: sql`0` })
  op.addConstraint("archive.hotels", unique("uq_code").on("code"))
  op.addColumn("archive.rooms", "number", t.text().nullable())
  op.dropColumn("archive.rooms", "number")
  op.renameColumn("archive.rooms", "hotel", "in_hotel")
  op.renameIndex("archive.hotels", "ix_code", "ix_other")
  op.addConstraint("archive.rooms", foreignKey("fk_self").on("id").references("archive.rooms", ["id"]))
  op.alterTable("archive.rooms", { columnOrder: ["in_hotel"] })
}

it.each(libraries)("its tables are built anew in it, without a loss, with %s", async (library) => {
  const db = await withArchive(library)
  await run(db, made)
  await run(db, "analyze archive")
  await runOperations(
    db,
    record((op) => void changes(op), {}),
    { schemas: ["archive"] },
  )
  expect(await rows(db, "select * from archive.hotels")).toEqual([
    { id: 3, code: "a" },
    { id: 7, code: "b" },
  ])
  expect(await rows(db, "select * from archive.rooms")).toEqual([
    { in_hotel: 3, id: 1 },
    { in_hotel: 7, id: 2 },
  ])
  expect(await rows(db, "select * from hotels")).toEqual([{ id: 1, code: "main" }])
  await run(
    db,
    "insert into archive.hotels (code) values (5);\ninsert into archive.rooms (id, in_hotel) values (3, 10)",
  )
  expect(await rows(db, "select id from archive.hotels where code = 5")).toEqual([{ id: 10 }])
  expect(await rows(db, "select tbl, idx from archive.sqlite_stat1 where tbl = 'rooms'")).toEqual([
    { tbl: "rooms", idx: "sqlite_autoindex_rooms_1" },
  ])
  const names = (await read(db)).nodes.flatMap((node) =>
    ["index", "defined"].includes(node.kind) ? [`${"schema" in node ? node.schema : ""}.${node.name}`] : [],
  )
  expect(names.toSorted()).toEqual(["archive.codes", "archive.ix_other", "archive.touch"])
  expect(await rows(db, "pragma archive.integrity_check")).toEqual([{ integrity_check: "ok" }])
})

const revisions = inMemory([
  defineRevision({
    id: "a1",
    parents: [],
    message: "archive",
    created: "2026-11-24T00:00:00Z",
    upgrade(op) {
      op.createTable("archive.hotels", { id: t.integer().primaryKey("pk_hotels"), code: t.text() }, () => [
        index("ix_code").on("code"),
      ])
      op.createObject("view", "archive.codes", { definition: sql`select code from hotels` })
    },
  }),
  defineRevision({
    id: "b2",
    parents: ["a1"],
    message: "codes once",
    created: "2026-11-24T00:00:00Z",
    upgrade: (op) => op.addConstraint("archive.hotels", unique("uq_code").on("code")),
  }),
])

it.each(libraries)(
  "revisions go up and down in it, all or nothing, with the history in the main database, with %s",
  async (library) => {
    const db = await withArchive(library, [freshPath(), freshPath()])
    const migrator = createMigrator({ db, dialect: sqlite(), source: revisions })
    await migrator.upgrade({ to: "a1" })
    const before = await read(db)
    await run(db, "insert into archive.hotels values (1, 'x'), (2, 'x')")
    await expect(migrator.upgrade()).rejects.toMatchObject({ code: "run/failed" })
    expect(await read(db)).toEqual(before)
    await run(db, "delete from archive.hotels where id = 2")
    await migrator.upgrade()
    await migrator.downgrade({ to: "a1" })
    expect(await read(db)).toEqual(before)
    await migrator.downgrade({ to: "base" })
    expect((await read(db)).nodes).toEqual([])
    const history = "select count(*) as n from main.sqlite_schema where name = 'aludel_history'"
    expect(await rows(db, history)).toEqual([{ n: 1 }])
  },
)

it("a script does the same, where the shell has attached the database", async () => {
  const [main, archive] = [freshPath(), freshPath()]
  const script = await createMigrator({ db: open(), dialect: sqlite(), source: revisions }).sql({ to: "b2" })
  try {
    execFileSync("sqlite3", [main], { input: `attach '${archive}' as archive;\n${script}` })
  } catch (error) {
    if ((error as { readonly code?: string }).code === "ENOENT" && !process.env["ALUDEL_REQUIRE_OBSERVERS"])
      return
    throw error
  }
  const online = await withArchive()
  await createMigrator({ db: online, dialect: sqlite(), source: revisions }).upgrade()
  expect(await read(await withArchive("better-sqlite3", [main, archive]))).toEqual(await read(online))
})

it("rows that are left without what they refer to in it are told", async () => {
  const db = await withArchive()
  await run(db, made)
  const change = record((op) => op.sql(sql`delete from archive.hotels where id = 3`, { effect: [] }), {})
  await expect(runOperations(db, change, { schemas: ["archive"] })).rejects.toThrow(
    "rows were left that refer to nothing by a foreign key: 1 of archive.rooms to hotels",
  )
})

const hotels = table("archive.hotels", { id: t.integer().primaryKey(), code: t.text() }, (c) => [
  index().on(c.code),
  check("ck_code", sql`code <> ''`),
])
const rooms = table("archive.rooms", {
  id: t.integer().primaryKey(),
  hotel: t.integer().references(() => hotels.id),
})
const codes = view("archive.codes", { code: t.text() }, sql`select code from hotels`)
const touch = trigger("touch", rooms, "AFTER INSERT", sql`begin update hotels set code = code; end`)

it("what is declared for it is generated, proven on a scratch that has one, and is then no difference", async () => {
  const db = await withArchive()
  const schema = defineSchema({ hotels, rooms, codes, touch })
  const written: string[] = []
  const source = {
    ...inMemory([]),
    write: async ({ text }: { readonly text: string }) => `${written.push(text)}.ts`,
  }
  const migrator = createMigrator({ db, dialect: sqlite(), source, schema })
  await migrator.revision({ message: "archive", autogenerate: true })
  expect(written[0]).toContain(`op.createTable("archive.rooms", {`)
  await create(db, schema["~schema"])
  expect((await read(db)).nodes).toEqual(schema["~schema"].nodes.filter(({ kind }) => kind !== "namespace"))
  // That the database is attached is a matter of the connection; the history alone knows that it was asked for.
  await migrator.revision({ message: "nothing but that", autogenerate: true })
  expect(written[1]).toContain(`op.createSchema("archive")`)
  expect(written[1]).not.toContain("op.createTable")
})
