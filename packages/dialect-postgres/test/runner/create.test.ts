import { defineSchema, index, inMemory, createMigrator, sql, table, type MigratorOptions } from "@aludel/core"
import { isAludelError, type AnyDatabase } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { postgres } from "../../src/postgres.ts"
import { t } from "../../src/index.ts"
import { open, rows, run } from "../database.ts"
import { revision } from "./project.ts"

const kind = t.enum("hotel_kind", ["inn", "resort"])
const hotels = table(
  "hotels",
  {
    id: t.integer().identity().primaryKey(),
    kind: kind().default("inn"),
    created_at: t.timestamptz().default(sql`now()`),
  },
  (c) => [index("ix_hotels_kind").on(c.kind)],
)
const guests = table("guests", {
  id: t.integer().primaryKey(),
  hotel_id: t.integer().references(() => hotels.id),
})
const schema = defineSchema({ kind, hotels, guests })

const revisions = [
  revision("a", (op) => {
    op.createEnum("hotel_kind", ["inn", "resort"])
    op.createTable("hotels", {
      id: t.integer().identity().primaryKey("pk_hotels"),
      kind: t.enum("hotel_kind", ["inn", "resort"])().default("inn"),
      created_at: t.timestamptz().default(sql`now()`),
    })
    op.createIndex("hotels", index("ix_hotels_kind").on("kind"))
  }),
  revision("b", (op) => {
    op.createTable("guests", {
      id: t.integer().primaryKey("pk_guests"),
      hotel_id: t.integer().references("hotels.id", { name: "fk_guests_hotel_id" }),
    })
  }),
]

const migratorOf = (db: AnyDatabase, options: Partial<MigratorOptions> = {}) =>
  createMigrator({ db, dialect: postgres(), source: inMemory(revisions), schema, ...options })

const told = (work: Promise<unknown>) =>
  work.then(
    () => "nothing was thrown",
    (error: unknown) => {
      if (!isAludelError(error)) throw error
      return { code: error.code, message: error.message }
    },
  )

const catalog = (db: AnyDatabase) =>
  rows(
    db,
    `select table_name, column_name, data_type, column_default, is_nullable, is_identity from information_schema.columns
     where table_schema = 'public' and table_name not like 'aludel%' order by 1, ordinal_position`,
  )

it("builds the declared schema on an empty database and records every revision: as an upgrade leaves it", async () => {
  const [created, upgraded] = [await open(), await open()]
  expect(await migratorOf(created).create()).toMatchObject({
    status: "done",
    revisions: ["a", "b"],
    heads: ["b"],
  })
  await migratorOf(upgraded).upgrade()
  expect(await catalog(created)).toEqual(await catalog(upgraded))
  expect((await migratorOf(created).check()).findings).toEqual([])
  expect(await migratorOf(created).upgrade()).toMatchObject({ status: "nothing" })
  expect(
    await rows(created, "select event, revision, detail from aludel_history_log order by position"),
  ).toEqual([
    { event: "stamped", revision: "a", detail: "created" },
    { event: "stamped", revision: "b", detail: "created" },
  ])
  await migratorOf(created).downgrade({ to: "base" })
  expect(await catalog(created)).toEqual([])
})

it("in another schema, which it makes", async () => {
  const db = await open()
  await migratorOf(db, { defaultSchema: "app" }).create()
  expect(
    await rows(db, "select table_name from information_schema.tables where table_schema = 'app' order by 1"),
  ).toMatchObject([{}, {}, {}, {}, {}])
  expect((await migratorOf(db, { defaultSchema: "app" }).check()).findings).toEqual([])
})

it("is refused where anything is there, and then nothing is written", async () => {
  const db = await open()
  await run(db, "create view already as select 1 as one")
  expect(await told(migratorOf(db).create())).toEqual({
    code: "database/not-empty",
    message: "the database is not empty: it has the view already",
  })
  await run(db, "drop view already")
  await migratorOf(db).upgrade({ to: "a" })
  expect(await told(migratorOf(db).create())).toMatchObject({ code: "database/not-empty" })
})

it("is refused where the declaration has what no revision makes", async () => {
  const db = await open()
  expect(await told(migratorOf(db, { source: inMemory(revisions.slice(0, 1)) }).create())).toEqual({
    code: "generate/not-up-to-date",
    message: "the declared schema is not what the revisions make:\n  create table guests",
  })
  expect(await catalog(db)).toEqual([])
})

it("is refused where revisions hold rows, code or SQL, unless told", async () => {
  const db = await open()
  const data = revision("c", (op) =>
    op.run(async (lent) => lent.insertInto("hotels").defaultValues().execute()),
  )
  const migrator = migratorOf(db, { source: inMemory([...revisions, data]) })
  expect(await told(migrator.create())).toEqual({
    code: "revision/holds-code",
    message: "revisions run code, SQL or insert rows, which the declared schema can't tell: c",
  })
  expect(await migrator.create({ skipCode: true })).toMatchObject({ heads: ["c"] })
  expect(await rows(db, "select * from hotels")).toEqual([])
})

it("leaves nothing where it fails", async () => {
  const db = await open()
  const onRevision = ({ id }: { readonly id: string }) => {
    if (id === "b") throw new Error("not today")
  }
  expect(await told(migratorOf(db, { onRevision }).create())).toEqual({
    code: "run/failed",
    message: "revision b: onRevision failed: not today",
  })
  expect(
    await rows(db, "select table_name from information_schema.tables where table_schema = 'public'"),
  ).toEqual([])
})
