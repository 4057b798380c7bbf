import type { AnyDatabase, SessionOptions } from "@aludel/core/dialect"
import { isAludelError } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { sqlite } from "../src/sqlite.ts"
import { freshPath, open, rows, run, type Library } from "./database.ts"

const { session } = sqlite()
const bracket = <T>(
  db: AnyDatabase,
  work: (connection: AnyDatabase) => Promise<T>,
  options: Partial<SessionOptions> = {},
) => session!(db, { lock: "aludel_history", ...options }, work)

async function pragmas(db: AnyDatabase): Promise<readonly unknown[]> {
  return [...(await rows(db, "pragma foreign_keys")), ...(await rows(db, "pragma busy_timeout"))]
}

const libraries: readonly Library[] = ["better-sqlite3", "node:sqlite"]

it.each(libraries)("commits the work and gives its result, with %s", async (library) => {
  const db = open(":memory:", library)
  const result = await bracket(db, async (connection) => {
    await run(connection, "create table t (a)")
    return "done"
  })
  expect([result, await rows(db, "select name from sqlite_schema")]).toEqual(["done", [{ name: "t" }]])
})

it.each(libraries)(
  "undoes all of it where the work fails, and puts the settings back, with %s",
  async (library) => {
    const db = open(":memory:", library)
    await run(db, "pragma busy_timeout = 1234")
    const before = await pragmas(db)
    const failure = new Error("no")
    const failed = bracket(db, async (connection) => {
      expect(await rows(connection, "pragma foreign_keys")).toEqual([{ foreign_keys: 0 }])
      await run(connection, "create table t (a)")
      throw failure
    })
    await expect(failed).rejects.toBe(failure)
    expect([await rows(db, "select name from sqlite_schema"), await pragmas(db)]).toEqual([[], before])
    expect(before).toEqual([{ foreign_keys: 1 }, { timeout: 1234 }])
  },
)

it("begins and commits nothing in a transaction of the caller's", async () => {
  const db = open()
  const work = db.transaction().execute(async (transaction) => {
    await bracket(transaction, (connection) => run(connection, "create table t (a)"))
    throw new Error("rolled back by the caller")
  })
  await expect(work).rejects.toThrow("rolled back by the caller")
  expect(await rows(db, "select name from sqlite_schema")).toEqual([])
})

it.each(libraries)(
  "excludes another connection to the same file, which waits without blocking, with %s",
  async (library) => {
    const path = freshPath()
    const [first, second] = [open(path, library), open(path, library)]
    const order: string[] = []
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    const one = bracket(first, async (connection) => {
      await run(connection, "create table t (a)")
      order.push("first works")
      await held
      order.push("first is done")
    })
    let told = 0
    const waits = (connection: AnyDatabase) => {
      order.push("second works")
      return rows(connection, "select name from sqlite_schema")
    }
    const two = bracket(second, waits, {
      onWait: () => {
        told += 1
        setTimeout(release, 60)
      },
    })
    expect(await two).toEqual([{ name: "t" }])
    await one
    expect({ order, told }).toEqual({ order: ["first works", "first is done", "second works"], told: 1 })
  },
)

it("gives up after the lock timeout, and when told to stop", async () => {
  const path = freshPath()
  const [first, second] = [open(path), open(path)]
  const before = await pragmas(second)
  const controller = new AbortController()
  const outcome = (work: Promise<unknown>) =>
    work.catch((error: unknown) => (isAludelError(error) ? [error.code, error.message] : error))
  const outcomes = await bracket(first, async () => [
    await outcome(bracket(second, async () => "worked", { lockTimeout: 40 })),
    await outcome(
      bracket(second, async () => "worked", { signal: controller.signal, onWait: () => controller.abort() }),
    ),
  ])
  expect(outcomes).toEqual([
    ["lock/timeout", "another connection kept the database locked for 40 ms"],
    ["run/aborted", "the wait for the lock of aludel_history was aborted"],
  ])
  expect(await pragmas(second)).toEqual(before)
})

it("waits for readers before it commits", async () => {
  const path = freshPath()
  const [writer, reader] = [open(path), open(path)]
  await run(writer, "create table t (a);\ninsert into t values (1)")
  await run(reader, "begin")
  await rows(reader, "select * from t")
  setTimeout(() => void run(reader, "commit"), 60)
  await bracket(writer, (connection) => run(connection, "insert into t values (2)"))
  expect(await rows(reader, "select count(*) as n from t")).toEqual([{ n: 2 }])
})

const family = `create table parents (id integer primary key, name text);
create table children (id integer primary key, parent integer references parents (id) on delete cascade);
insert into parents values (1, 'a'), (2, 'b');
insert into children values (10, 1), (20, 2)`

it("keeps the rows that refer to a table which is built anew", async () => {
  const db = open()
  await run(db, family)
  await bracket(db, (connection) =>
    run(
      connection,
      "create table new (id integer primary key);\ninsert into new select id from parents;\ndrop table parents;\nalter table new rename to parents",
    ),
  )
  expect(await rows(db, "select * from children")).toEqual([
    { id: 10, parent: 1 },
    { id: 20, parent: 2 },
  ])
})

it("refuses to leave new rows that refer to nothing, not those that did before", async () => {
  const db = open()
  await run(
    db,
    `${family};\npragma foreign_keys = off;\ninsert into children values (30, 7);\npragma foreign_keys = on`,
  )
  await bracket(db, (connection) => run(connection, "insert into children values (40, 1)"))
  const error = await bracket(db, (connection) => run(connection, "delete from parents where id = 1")).catch(
    (thrown: unknown) => thrown,
  )
  expect(error).toMatchObject({
    code: "run/failed",
    message: "rows were left that refer to nothing by a foreign key: 2 of children to parents",
    details: {
      violations: [
        { table: "children", parent: "parents", rowid: 10 },
        { table: "children", parent: "parents", rowid: 40 },
      ],
    },
  })
  expect(await rows(db, "select count(*) as n from parents")).toEqual([{ n: 2 }])
})

it("checks nothing where the connection does not act on foreign keys", async () => {
  const db = open()
  await run(db, `${family};\npragma foreign_keys = off`)
  await bracket(db, (connection) => run(connection, "delete from parents where id = 1"))
  expect(await pragmas(db)).toEqual([{ foreign_keys: 0 }, { timeout: 5000 }])
})

it("refuses another database as the default schema", async () => {
  await expect(bracket(open(), async () => "worked", { defaultSchema: "billing" })).rejects.toMatchObject({
    code: "dialect/unsupported",
  })
})
