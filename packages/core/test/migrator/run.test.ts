import { sql } from "kysely"
import { expect, it } from "vitest"

import { defineRevision, t, type RunEvent } from "../../src/index.ts"
import { creates, database, migratorOf, tablesOf, told } from "./project.ts"

//   a ── b ── d
//     └─ c ──┘
const diamond = [creates("a"), creates("b < a"), creates("c < a"), creates("d < b, c")]

it("goes up, down and up again, and says what it did", async () => {
  const db = database()
  const migrator = migratorOf(db, diamond)
  expect(await migrator.upgrade()).toEqual({
    status: "done",
    direction: "upgrade",
    revisions: ["a", "b", "c", "d"],
    heads: ["d"],
    milliseconds: 0,
  })
  expect(await tablesOf(db)).toEqual(["table_a", "table_b", "table_c", "table_d"])
  expect(await migrator.downgrade({ to: "a" })).toEqual({
    status: "done",
    direction: "downgrade",
    revisions: ["d", "c", "b"],
    heads: ["a"],
    milliseconds: 0,
  })
  expect(await tablesOf(db)).toEqual(["table_a"])
  expect((await migrator.upgrade({ to: "b" })).heads).toEqual(["b"])
  expect((await migrator.upgrade()).revisions).toEqual(["c", "d"])
  expect((await migrator.upgrade()).status).toBe("nothing")
  expect((await migrator.downgrade({ to: "base" })).heads).toEqual([])
  expect(await tablesOf(db)).toEqual([])
})

it("keeps one row per applied revision, readable by hand", async () => {
  const db = database()
  await migratorOf(db, diamond).upgrade({ to: "b" })
  const rows = await db
    .selectFrom("aludel_history")
    .select(["id", "parents", "message", "applied_at", "text_hash", "downgrade"])
    .orderBy("id")
    .execute()
  expect(rows).toEqual([
    {
      id: "a",
      parents: "[]",
      message: "table a",
      applied_at: "2026-11-18T14:49:44.000Z",
      text_hash: null,
      downgrade: expect.stringContaining('"kind\\":\\"dropTable\\"'),
    },
    {
      id: "b",
      parents: '["a"]',
      message: "table b",
      applied_at: "2026-11-18T14:49:44.000Z",
      text_hash: null,
      downgrade: expect.stringContaining("table_b"),
    },
  ])
  expect(
    await db
      .selectFrom("aludel_history_log")
      .select(["position", "event", "direction", "revision"])
      .orderBy("position")
      .execute(),
  ).toEqual([
    { position: 1, event: "finished", direction: "upgrade", revision: "a" },
    { position: 2, event: "finished", direction: "upgrade", revision: "b" },
  ])
  expect(await db.selectFrom("aludel_history_control").selectAll().execute()).toEqual([
    { id: 1, format: 2, counter: 1 },
  ])
})

it("tells each step as an event", async () => {
  const events: RunEvent[] = []
  await migratorOf(database(), diamond.slice(0, 1), { onEvent: (event) => events.push(event) }).upgrade()
  expect(events).toEqual([
    { kind: "planned", direction: "upgrade", revisions: ["a"] },
    {
      kind: "revision-started",
      direction: "upgrade",
      id: "a",
      message: "table a",
      parents: [],
      position: 1,
      total: 1,
    },
    { kind: "operation", id: "a", description: "create table table_a" },
    {
      kind: "statement",
      id: "a",
      sql: 'create table "table_a" ("id" integer not null, constraint "pk_table_a" primary key ("id"))',
    },
    { kind: "operation-finished", id: "a", description: "create table table_a", milliseconds: 0 },
    { kind: "revision-finished", direction: "upgrade", id: "a", milliseconds: 0 },
    {
      kind: "done",
      status: "done",
      direction: "upgrade",
      revisions: ["a"],
      heads: ["a"],
      milliseconds: 0,
    },
  ])
})

it("leaves nothing of a run that fails, names revision, operation, SQL and the engine's words, and logs the failure", async () => {
  const db = database()
  const failing = defineRevision({
    id: "b",
    parents: ["a"],
    message: "fails",
    upgrade(op) {
      op.createTable("table_b", { id: t.integer().primaryKey() })
      op.sql("insert into nowhere values (1)")
    },
  })
  const first = migratorOf(db, [creates("a")])
  await first.upgrade()
  expect(await told(migratorOf(db, [creates("a"), failing]).upgrade())).toEqual({
    code: "run/failed",
    message:
      "revision b, run SQL: insert into nowhere values (1) failed: no such table: nowhere\n  SQL: insert into nowhere values (1)",
    hint: "Nothing of this run is left in the database. Mend the revision and run it again.",
  })
  expect(await tablesOf(db)).toEqual(["table_a"])
  expect((await first.current()).map(({ id }) => id)).toEqual(["a"])
  expect(
    await db
      .selectFrom("aludel_history_log")
      .select(["event", "detail"])
      .where("event", "=", "failed")
      .execute(),
  ).toEqual([{ event: "failed", detail: expect.stringMatching(/^run\/failed: revision b, run SQL/) }])
})

it("lends data code a Kysely whose transactions are savepoints, and takes it back afterwards", async () => {
  const db = database()
  let kept: typeof db | undefined
  const revision = defineRevision({
    id: "a",
    parents: [],
    message: "data",
    upgrade(op) {
      op.createTable("hotels", { code: t.text().primaryKey() })
      op.run(async (lent) => {
        kept = lent
        await lent.insertInto("hotels").values({ code: "kept" }).execute()
        const undone = lent.transaction().execute(async (transaction) => {
          await transaction.insertInto("hotels").values({ code: "undone" }).execute()
          throw new Error("undo")
        })
        await expect(undone).rejects.toThrow("undo")
        await lent
          .transaction()
          .execute((transaction) => transaction.insertInto("hotels").values({ code: "nested" }).execute())
      })
    },
  })
  await migratorOf(db, [revision]).upgrade()
  expect(await db.selectFrom("hotels").select("code").orderBy("code").execute()).toEqual([
    { code: "kept" },
    { code: "nested" },
  ])
  await expect(kept!.selectFrom("hotels").selectAll().execute()).rejects.toThrow(
    "the handle of op.run was used after its function had ended",
  )
})

it.each([
  [
    "raw SQL",
    creates("b < a", { upgrade: (op) => op.sql("create table table_b (id integer)") }),
    "it runs SQL of its own",
  ],
  ["data code", creates("b < a", { upgrade: (op) => op.run(async () => {}) }), "it runs data code"],
])("refuses to take back %s before anything runs", async (_, raw, reason) => {
  const db = database()
  const migrator = migratorOf(db, [creates("a"), raw, creates("c < b")])
  await migrator.upgrade()
  const tables = await tablesOf(db)
  expect(await told(migrator.downgrade({ to: "base" }))).toEqual({
    code: "revision/irreversible",
    message: `revision b can't be taken back: ${reason}`,
    hint: "Write its downgrade(op) by hand.",
  })
  expect(await tablesOf(db)).toEqual(tables)
})

it("derives nothing from a schema that raw SQL hides", async () => {
  const db = database()
  const raw = creates("b < a", { upgrade: (op) => op.sql("create table table_b (id integer)") })
  const migrator = migratorOf(db, [
    creates("a"),
    raw,
    creates("c < b", { upgrade: (op) => op.dropTable("table_b") }),
  ])
  await migrator.upgrade()
  expect((await told(migrator.downgrade({ to: "b" }))).message).toBe(
    "revision c can't be taken back: it is not known what the table table_b was: the raw SQL of revision b hides it",
  )
})

it("derives a downgrade from the schema that the revisions below give", async () => {
  const db = database()
  const drop = creates("b < a", { upgrade: (op) => op.dropTable("table_a") })
  const migrator = migratorOf(db, [creates("a"), drop])
  await migrator.upgrade()
  expect(await tablesOf(db)).toEqual([])
  await migrator.downgrade({ to: "-1" })
  expect(await tablesOf(db)).toEqual(["table_a"])
  await sql`insert into table_a values (1)`.execute(db)
})

it.each([
  ["upgrade", "head", "revision/multiple-heads"],
  ["upgrade", "nosuch", "revision/not-found"],
  ["downgrade", "+1", "revision/relative"],
  ["downgrade", "c", "revision/not-applied"],
] as const)("%s %s is refused with %s, and creates no history table", async (direction, to, code) => {
  const db = database()
  const migrator = migratorOf(db, diamond.slice(0, 3))
  expect((await told(migrator[direction]({ to }))).code).toBe(code)
  expect((await db.introspection.getTables()).map(({ name }) => name)).toEqual([])
})

it("stamps without running, and forgets everything with purge", async () => {
  const db = database()
  const migrator = migratorOf(db, diamond)
  expect(await migrator.stamp({ to: "heads" })).toMatchObject({ status: "done", heads: ["d"] })
  expect(await tablesOf(db)).toEqual([])
  expect((await migrator.stamp({ to: "b" })).heads).toEqual(["b"])
  const elsewhere = migratorOf(db, [creates("x")])
  expect((await told(elsewhere.stamp({ to: "x" }))).code).toBe("history/missing-revision")
  expect((await elsewhere.stamp({ to: "x", purge: true })).heads).toEqual(["x"])
})

it("records revision by revision where the engine can't roll back what it creates, and says what stays", async () => {
  const db = database()
  const failing = creates("b < a", {
    upgrade(op) {
      op.createTable("table_b", { id: t.integer().primaryKey() })
      op.sql("insert into nowhere values (1)")
    },
  })
  const dialect = { name: "like MySQL", transactionalDdl: false }
  expect((await told(migratorOf(db, [creates("a"), failing], { dialect }).upgrade())).hint).toBe(
    "This engine can't roll back what it created: what ran before this statement is still there.",
  )
  expect(await tablesOf(db)).toEqual(["table_a", "table_b"])
  expect((await migratorOf(db, [creates("a"), failing], { dialect }).current()).map(({ id }) => id)).toEqual([
    "a",
  ])
})

it("stops between operations when it is told to, and leaves nothing", async () => {
  const db = database()
  const controller = new AbortController()
  const onEvent = (event: RunEvent) => {
    if (event.kind === "revision-finished" && event.id === "b") controller.abort()
  }
  const stopped = await told(migratorOf(db, diamond, { onEvent }).upgrade({ signal: controller.signal }))
  expect(stopped).toMatchObject({ code: "run/aborted", message: "stopped before revision c was complete" })
  expect(await tablesOf(db)).toEqual([])
})
