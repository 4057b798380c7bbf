import { expect, it } from "vitest"

import { creates, database, migratorOf, tablesOf, told } from "./project.ts"

it("does nothing, and says so, where a newer version of the project has migrated the database", async () => {
  const db = database()
  await migratorOf(db, [creates("a"), creates("b < a"), creates("c < b")]).upgrade()
  const older = migratorOf(db, [creates("a")])
  expect(await older.upgrade()).toMatchObject({ status: "ahead", revisions: [], heads: ["c"] })
  expect(await older.current()).toEqual([
    { id: "a", message: "table a", location: "revision a in memory", head: true, effectiveHead: false },
    { id: "b", message: "table b", head: false, effectiveHead: false, missing: true },
    { id: "c", message: "table c", head: false, effectiveHead: false, missing: true },
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
    hint: "Check out the branch that has the file, or, if it is gone for good, record where the database is: aludel stamp --purge REVISION",
  })
  expect(await tablesOf(db)).toEqual(["table_a", "table_b"])
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
