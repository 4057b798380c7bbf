import { expect, it } from "vitest"

import { record } from "../../core/src/operations/recorder.ts"
import { sql, t } from "../src/index.ts"
import { introspect } from "../src/introspect.ts"
import { query } from "../src/query.ts"
import { open, rows, run, runOperations, type Library } from "./database.ts"

const libraries: readonly Library[] = ["better-sqlite3", "node:sqlite"]

it.each(libraries)(
  "every type is stored and read back as the documentation says, with %s",
  async (library) => {
    const db = open(":memory:", library)
    const columns = {
      id: t.integer().primaryKey(),
      flag: t.boolean(),
      large: t.bigint(),
      moment: t.timestamptz(),
      data: t.json(),
      key: t.uuid(),
      amount: t.numeric(10, 2),
    }
    await runOperations(
      db,
      record((op) => op.createTable("t", columns), {}),
    )
    await query(db, "insert into t values (?, ?, ?, ?, ?, ?, ?)", [
      1,
      1,
      9007199254740991,
      new Date(0).toISOString(),
      JSON.stringify({ a: [1] }),
      "3f1c2a9e-0000-4000-8000-000000000000",
      1.1,
    ])
    expect(await rows(db, "select *, typeof(flag) as f, typeof(amount) as a from t")).toEqual([
      {
        id: 1,
        flag: 1,
        large: 9007199254740991,
        moment: "1970-01-01T00:00:00.000Z",
        data: '{"a":[1]}',
        key: "3f1c2a9e-0000-4000-8000-000000000000",
        amount: 1.1,
        f: "integer",
        a: "real",
      },
    ])
  },
)

it("a table becomes strict, and refuses what doesn't fit, leaving it as it was", async () => {
  const db = open()
  await run(
    db,
    "create table t (id integer primary key, n integer, a any);\ninsert into t values (1, 2, '3')",
  )
  const strict = record((op) => op.alterTable("t", { strict: true }), {})
  await runOperations(db, strict)
  expect((await introspect(db, {})).nodes[0]).toEqual({ kind: "table", name: "t", strict: true })
  await expect(query(db, "insert into t (n) values ('x')")).rejects.toThrow(
    "cannot store TEXT value in INTEGER column t.n",
  )
  await run(db, "create table u (n integer);\ninsert into u values ('x')")
  const work = runOperations(
    db,
    record((op) => op.alterTable("u", { strict: true }), {}),
  )
  await expect(work).rejects.toThrow("cannot store TEXT value in INTEGER column")
  expect(await rows(db, "select n from u")).toEqual([{ n: "x" }])
  const filled = record((op) => {
    op.alterColumn("u", "n", { type: t.integer(), using: sql`0` })
    op.alterTable("u", { strict: true })
  }, {})
  await expect(runOperations(db, filled)).resolves.toBeUndefined()
})

it("what PostgreSQL alone has words for is refused", async () => {
  const db = open()
  const work = runOperations(
    db,
    record((op) => op.createTable("t", { id: t.text().with({ compression: "lz4" }) }), {}),
  )
  await expect(work).rejects.toMatchObject({
    code: "dialect/unsupported",
    message: "SQLite has no words for compression, which id says",
  })
})
