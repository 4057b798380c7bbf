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
  for (const table of ["hotels", "aludel_history", "aludel_history_control", "aludel_history_log"]) {
    const rows = async (db: typeof online) =>
      (await db.selectFrom(table).selectAll().execute()).map((row) => ({ ...row, run: undefined }))
    expect(await rows(offline)).toEqual(await rows(online))
  }
})

it("prints SQL and nothing else", async () => {
  const script = await migratorOf(database(), [creates("a")]).sql({
    direction: "downgrade",
    from: "a",
    to: "base",
  })
  expect(script.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, "RUN")).toBe(
    `begin;
update "aludel_history_control" set "counter" = "counter" + 1 where "id" = 1;

-- Running downgrade a -> <base>, table a
drop table "table_a";
delete from "aludel_history" where "id" = 'a';
insert into "aludel_history_log" ("run", "position", "at", "event", "direction", "revision", "detail", "actor", "tool_version") values ('RUN', 1, '2026-11-18T14:49:44.000Z', 'finished', 'downgrade', 'a', null, null, '0.1.0');

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
