import { index, sql, t } from "@aludel/core"
import { expect, inject, it } from "vitest"

import { open, rows, run } from "../database.ts"
import { indexes, logged, migratorOf, revision, told } from "./project.ts"

const tables = revision("a", (op) => {
  op.createTable("hotels", { id: t.integer().primaryKey(), code: t.text() })
})
const indexed = revision("b", (op) => {
  op.addColumn("hotels", "stars", t.integer().default(3))
  op.createIndex("hotels", index("ix_hotels_code").on("code").unique().with({ comment: "one each" }), {
    concurrently: true,
  })
  op.addColumn("hotels", "note", t.text().nullable())
})

it("runs what stands alone between two transactions, up and down", async () => {
  const db = await open()
  const migrator = migratorOf(db, [tables, indexed])
  expect(await migrator.upgrade()).toMatchObject({ status: "done", revisions: ["a", "b"], heads: ["b"] })
  expect(await indexes(db, "hotels")).toEqual(["ix_hotels_code", "pk_hotels"])
  expect(await logged(db)).toEqual([
    "a finished",
    "b step-done",
    "b step-started",
    "b step-done",
    "b step-done",
    "b finished",
    "b steps-over",
  ])
  expect(await migrator.downgrade({ to: "a" })).toMatchObject({ revisions: ["b"], heads: ["a"] })
  expect(await indexes(db, "hotels")).toEqual(["pk_hotels"])
  expect(await rows(db, `select obj_description('hotels'::regclass) as comment`)).toEqual([{ comment: null }])
})

it("goes on with a revision that was begun, once what stopped it is mended", async () => {
  const db = await open()
  await migratorOf(db, [tables]).upgrade()
  await run(db, `insert into hotels values (1, 'x'), (2, 'x')`)
  const migrator = migratorOf(db, [tables, indexed])
  expect(await told(migrator.upgrade())).toEqual({
    code: "run/failed",
    message: `revision b, create index ix_hotels_code on hotels failed: could not create unique index "ix_hotels_code"
  detail: Key (code)=(x) is duplicated.
  SQL: create unique index concurrently "ix_hotels_code" on "hotels" ("code")`,
    hint: "Of revision b, 1 of 3 operations are done. Mend what stopped it and run it again, and it goes on from there; or take them back: aludel downgrade b",
  })
  expect(await indexes(db, "hotels")).toEqual(["ix_hotels_code (invalid)", "pk_hotels"])
  expect(await migrator.current()).toMatchObject([
    {
      id: "b",
      partial: {
        direction: "upgrade",
        done: 1,
        of: 3,
        open: "create index ix_hotels_code on hotels",
      },
    },
    { id: "a" },
  ])
  await run(db, `update hotels set code = 'y' where id = 2`)
  expect(await migrator.upgrade()).toMatchObject({ status: "done", revisions: ["b"], heads: ["b"] })
  expect(await indexes(db, "hotels")).toEqual(["ix_hotels_code", "pk_hotels"])
  expect(await migrator.current()).toMatchObject([{ id: "b" }])
  expect((await migrator.upgrade()).status).toBe("nothing")
})

it("takes back a revision that was begun, and its file may be another one then", async () => {
  const db = await open()
  await migratorOf(db, [tables]).upgrade()
  await run(db, `insert into hotels values (1, 'x'), (2, 'x')`)
  const migrator = migratorOf(db, [tables, indexed])
  await told(migrator.upgrade())
  expect(await migrator.downgrade({ to: "b" })).toMatchObject({ revisions: ["b"], heads: ["a"] })
  expect(await indexes(db, "hotels")).toEqual(["pk_hotels"])
  expect(
    await rows(db, `select attname from pg_attribute where attrelid = 'hotels'::regclass and attnum > 0`),
  ).toEqual([{ attname: "id" }, { attname: "code" }, { attname: "........pg.dropped.3........" }])
  const mended = revision("b", (op) => {
    op.createIndex("hotels", index("ix_hotels_code").on("code"), { concurrently: true })
  })
  expect(await migratorOf(db, [tables, mended]).upgrade()).toMatchObject({ revisions: ["b"] })
  expect(await indexes(db, "hotels")).toEqual(["ix_hotels_code", "pk_hotels"])
})

it("refuses to go on where what is done is another operation now, and takes it back", async () => {
  const db = await open()
  await migratorOf(db, [tables]).upgrade()
  await run(db, `insert into hotels values (1, 'x'), (2, 'x')`)
  await told(migratorOf(db, [tables, indexed]).upgrade())
  const changed = revision("b", (op) => {
    op.addColumn("hotels", "stars", t.integer().default(4))
    op.createIndex("hotels", index("ix_hotels_code").on("code"), { concurrently: true })
  })
  expect(await told(migratorOf(db, [tables, changed]).upgrade())).toEqual({
    code: "revision/changed",
    message:
      "revision b was begun, 1 of 3 operations, and operation 1, which is done, is another one in its file now",
    hint: "Put that operation back as it was, or take back what was done: aludel downgrade b",
  })
  await migratorOf(db, [tables, changed]).downgrade({ to: "a" })
  expect(await migratorOf(db, [tables, changed]).upgrade()).toMatchObject({ revisions: ["b"] })
  // Only what was not done yet is another one: it goes on.
})

it("tells of code that stood alone and failed, until somebody says what became of it", async () => {
  const db = await open()
  let fails = true
  const data = revision(
    "b",
    (op) => {
      op.sql(sql`insert into hotels values (1, 'x')`)
      op.run(async (handle) => {
        await handle.insertInto("hotels").values({ id: 2, code: "y" }).execute()
        if (fails) throw new Error("the network is down")
      })
      op.addColumn("hotels", "stars", t.integer().default(3))
    },
    { transaction: false },
  )
  const migrator = migratorOf(db, [tables, data])
  expect((await told(migrator.upgrade())).message).toBe(
    "revision b, run data code failed: the network is down",
  )
  fails = false
  expect(await told(migrator.upgrade())).toEqual({
    code: "run/interrupted",
    message:
      "revision b, run data code: it stands outside of any transaction and was interrupted, so that nothing tells whether it took effect",
    hint: "Look at the database, then say it: --done goes on behind it, --not-done runs it again.",
  })
  expect(await migrator.upgrade({ interrupted: "done" })).toMatchObject({ revisions: ["b"] })
  expect(await rows(db, `select * from hotels order by id`)).toEqual([
    { id: 1, code: "x", stars: 3 },
    { id: 2, code: "y", stars: 3 },
  ])
})

it("has one transaction for each operation under `transaction: false`, and forgets what the server refused", async () => {
  const db = await open()
  let statement = "insert into nowhere values (1)"
  const data = () =>
    revision(
      "b",
      (op) => {
        op.addColumn("hotels", "stars", t.integer().default(3))
        op.sql(statement)
        op.sql("vacuum hotels")
      },
      { transaction: false },
    )
  expect((await told(migratorOf(db, [tables, data()]).upgrade())).hint).toContain(
    "Of revision b, 1 of 3 operations are done.",
  )
  statement = "insert into hotels values (1, 'x')"
  expect(await migratorOf(db, [tables, data()]).upgrade()).toMatchObject({ revisions: ["b"], heads: ["b"] })
  expect(await rows(db, `select * from hotels`)).toEqual([{ id: 1, code: "x", stars: 3 }])
})

it.each([
  ["run", []],
  ["revision", ["a", "b", "c", "d", "e"]],
  [false, ["a", "b", "c", "d", "e"]],
] as const)("of ten revisions whose sixth fails, `%s` leaves %j", async (transaction, left) => {
  const db = await open({ max: transaction === false ? 2 : 1 })
  const ids = "abcdefghij".split("")
  const revisions = ids.map((id) =>
    revision(id, (op) => {
      op.createTable(`table_${id}`, { id: t.integer().primaryKey() })
      if (id === "f") op.sql("insert into nowhere values (1)")
    }),
  )
  await told(migratorOf(db, revisions, { transaction }).upgrade())
  const there = await rows(db, `select relname from pg_class where relname ~ '^table_.$' order by 1`)
  const begun = transaction === false ? ["f"] : []
  expect(there).toEqual([...left, ...begun].map((id) => ({ relname: `table_${id}` })))
  expect((await migratorOf(db, revisions).current()).map(({ id }) => id)).toEqual(
    transaction === "run" ? [] : [...begun, "e"],
  )
})

it("ends a transaction behind a value that is added to an enum, so that it can be used", async () => {
  const db = await open({ max: 1 })
  const first = revision("a", (op) => {
    op.createEnum("kind", ["one"])
    op.alterEnum("kind", ["one", "two"])
    op.createTable("things", {
      id: t.integer().primaryKey(),
      kind: t.enum("kind", ["one", "two"])().default("two"),
    })
  })
  const second = revision("b", (op) => {
    op.alterEnum("kind", ["one", "two", "three"])
    op.alterColumn("things", "kind", { default: "three" })
  })
  // In one run with the type's creation nothing ends since 17; in a later one the transaction must.
  await migratorOf(db, [first]).upgrade()
  await migratorOf(db, [first, second]).upgrade()
  await run(db, `insert into things (id) values (1)`)
  expect(await rows(db, `select kind::text from things`)).toEqual([{ kind: "three" }])
  const inTwo = (id: string) => [`${id} step-done`, `${id} step-done`, `${id} finished`, `${id} steps-over`]
  expect(await logged(db)).toEqual([
    ...(inject("postgresMajor") < 17 ? inTwo("a") : ["a finished"]),
    ...inTwo("b"),
  ])
})

it("refuses what stands alone inside a transaction of the caller's, and through a pool of one", async () => {
  const db = await open({ max: 1 })
  const refused = {
    code: "dialect/unsupported",
    message:
      "revision b, create index ix_hotels_code on hotels: it stands outside of any transaction, and this run is inside one of the caller's",
    hint: "Hand createMigrator the Kysely itself instead of a transaction.",
  }
  await db.transaction().execute(async (transaction) => {
    expect(await told(migratorOf(transaction, [tables, indexed]).upgrade())).toEqual(refused)
  })
  expect((await told(migratorOf(db, [tables, indexed]).upgrade())).code).toBe("lock/connection")
  expect(await rows(db, `select to_regclass('hotels') as hotels`)).toEqual([{ hotels: null }])
})
