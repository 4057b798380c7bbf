import { describe, expect, it } from "vitest"

import { t } from "../../src/index.ts"
import { creates, database, migratorOf, tablesOf, told } from "./project.ts"

it("does nothing, and says so, where a newer version of the project has migrated the database", async () => {
  const db = database()
  await migratorOf(db, [creates("a"), creates("b < a"), creates("c < b")]).upgrade()
  const older = migratorOf(db, [creates("a")])
  expect(await older.upgrade()).toMatchObject({ status: "ahead", revisions: [], heads: ["c"] })
  expect(await older.current()).toEqual([
    { id: "a", message: "table a", location: "revision a in memory", head: true, effectiveHead: false },
    { id: "b", message: "table b", head: false, effectiveHead: false, missing: "ahead" },
    { id: "c", message: "table c", head: false, effectiveHead: false, missing: "ahead" },
  ])
  expect(await tablesOf(db)).toEqual(["table_a", "table_b", "table_c"])
})

it("goes on where old files were pruned", async () => {
  const db = database()
  await migratorOf(db, [creates("a"), creates("b < a")]).upgrade()
  const pruned = migratorOf(db, [creates("b"), creates("c < b")])
  expect(await pruned.upgrade()).toMatchObject({ status: "done", revisions: ["c"] })
})

it("refuses a revision that no file has and that nothing explains", async () => {
  const db = database()
  await migratorOf(db, [creates("a"), creates("b < a")]).upgrade()
  expect(await told(migratorOf(db, [creates("a"), creates("x < a")]).upgrade())).toEqual({
    code: "history/missing-revision",
    message:
      "Can't locate revision identified by 'b' (table b, applied 2026-11-18T14:49:44.000Z): the database has it, no file has",
    hint: [
      "Check out the branch that has the file, or take it back by what is stored of it: aludel downgrade TARGET",
      "If it is gone for good, record where the database is: aludel stamp --purge REVISION",
    ].join("\n"),
  })
  expect(await tablesOf(db)).toEqual(["table_a", "table_b"])
})

//   a ── b ── c   (the other branch)
//     └─ x        (this one)
describe("revisions whose files are on another branch", () => {
  const other = [
    creates("a"),
    creates("b < a"),
    creates("c < b", { upgrade: (op) => op.addColumn("table_b", "note", t.text().nullable()) }),
  ]
  const here = [creates("a"), creates("x < a")]

  it("are named by current, and taken back by what is stored of them", async () => {
    const db = database()
    await migratorOf(db, other).upgrade()
    const migrator = migratorOf(db, here)
    expect((await migrator.current()).map(({ id, missing }) => ({ id, missing }))).toEqual([
      { id: "a", missing: undefined },
      { id: "b", missing: "lost" },
      { id: "c", missing: "lost" },
    ])
    expect((await migrator.plan({ direction: "downgrade", to: "a" })).steps).toMatchObject([
      { id: "c", location: "the history of the database", headsAfter: ["b"] },
      { id: "b", headsAfter: ["a"] },
    ])
    expect(await migrator.downgrade({ to: "a" })).toMatchObject({ revisions: ["c", "b"], heads: ["a"] })
    expect(await tablesOf(db)).toEqual(["table_a"])
    expect((await migrator.upgrade()).revisions).toEqual(["x"])
  })

  it("are taken back by steps and together with those that have files", async () => {
    const db = database()
    await migratorOf(db, other).upgrade()
    const migrator = migratorOf(db, here)
    expect(await migrator.downgrade({ to: "-1" })).toMatchObject({ revisions: ["c"], heads: ["b"] })
    expect(await migrator.downgrade({ to: "base" })).toMatchObject({ revisions: ["b", "a"], heads: [] })
    expect(await tablesOf(db)).toEqual([])
  })

  it("are taken back where the database is ahead of the files, too", async () => {
    const db = database()
    await migratorOf(db, other).upgrade()
    expect(await migratorOf(db, [creates("a")]).downgrade({ to: "base" })).toMatchObject({
      revisions: ["c", "b", "a"],
      heads: [],
    })
    expect(await tablesOf(db)).toEqual([])
  })

  it.each([
    ["runs data code", creates("b < a", { downgrade: (op) => op.run(async () => {}) }), "it runs data code"],
    [
      "could not be derived",
      creates("b < a", { upgrade: (op) => op.sql("create table table_b (id integer)") }),
      "it runs SQL of its own",
    ],
  ])("need their file where the downgrade %s, and then nothing is touched", async (_, revision, reason) => {
    const db = database()
    await migratorOf(db, [creates("a"), revision]).upgrade()
    expect(await told(migratorOf(db, here).downgrade({ to: "base" }))).toEqual({
      code: "history/missing-revision",
      message: `revision b can't be taken back without its file, which is not here: ${reason}`,
      hint: "Check out the branch that has the file.",
    })
    expect(await tablesOf(db)).toEqual(["table_a", "table_b"])
  })
})

it("tells what the database said where no statement of a revision is to blame", async () => {
  const db = database()
  await migratorOf(db, [creates("a")]).upgrade()
  await db.schema.alterTable("aludel_history").dropColumn("message").execute()
  await db.schema.alterTable("aludel_history").renameTo("elsewhere").execute()
  await db.schema.createView("aludel_history").as(db.selectFrom("nowhere").selectAll()).execute()
  expect(await told(migratorOf(db, [creates("a")]).current())).toMatchObject({
    code: "database/failed",
    message: "the database refused: no such table: main.nowhere",
  })
})

it("lists what others merely depend on as effective heads", async () => {
  //   a      b ··> a
  const migrator = migratorOf(database(), [creates("a"), creates("b", { dependsOn: ["a"] })])
  await migrator.upgrade({ to: "heads" })
  const current = await migrator.current()
  expect(current.map(({ id, head, effectiveHead }) => ({ id, head, effectiveHead }))).toEqual([
    { id: "a", head: true, effectiveHead: true },
    { id: "b", head: true, effectiveHead: false },
  ])
})
