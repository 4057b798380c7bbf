import { sql } from "kysely"
import { expect, it } from "vitest"

import { defineRevision, sql as aludelSql, t } from "../../src/index.ts"
import { creates, database, migratorOf, told } from "./project.ts"

const hotels = defineRevision({
  id: "a",
  parents: [],
  message: "hotels",
  upgrade(op) {
    op.createTable("hotels", { code: t.text().primaryKey(), name: t.text() })
    op.bulkInsert("hotels", [{ code: "o'hare", name: "Airport" }])
    op.sql(aludelSql`update hotels set name = ${"It's"} where code = ${"o'hare"}`, { effect: [] })
    op.run(async (db) => void (await db.insertInto("hotels").values({ code: "run", name: "R" }).execute()), {
      offline: aludelSql`insert into hotels values ('run', 'R')`,
    })
  },
  downgrade(op) {
    op.dropTable("hotels")
  },
})

it("prints what a run executes: run by the engine, the script leaves the same database", async () => {
  const [online, offline] = [database(), database()]
  await migratorOf(online, [hotels, creates("b < a")]).upgrade()
  const script = await migratorOf(offline, [hotels, creates("b < a")]).sql({})
  for (const statement of script.replaceAll(/^--.*$/gm, "").split(/;\n/))
    if (statement.trim() !== "") await sql.raw(statement.replace(/;\s*$/, "")).execute(offline)
  for (const table of ["hotels", "aludel_history", "aludel_history_control"]) {
    const ignored = { counter: undefined }
    const rows = async (db: typeof online) =>
      (await db.selectFrom(table).selectAll().execute()).map((row) => ({ ...row, ...ignored }))
    expect(await rows(offline)).toEqual(await rows(online))
  }
})

it("prints SQL and nothing else", async () => {
  expect(
    await migratorOf(database(), [creates("a")]).sql({ direction: "downgrade", from: "a", to: "base" }),
  ).toBe(
    `begin;

-- Running downgrade a -> <base>, table a
drop table "table_a";
delete from "aludel_history" where "id" = 'a';

commit;`,
  )
})

it("refuses data code that says no SQL, with the revision's name", async () => {
  const revision = creates("a", { upgrade: (op) => op.run(async () => {}) })
  expect(await told(migratorOf(database(), [revision]).sql({}))).toEqual({
    code: "operation/offline",
    message: "revision a runs code that can't be printed as SQL",
    hint: "Give op.run its SQL: op.run(fn, { offline: sql`…` }), or run the upgrade online.",
  })
})
