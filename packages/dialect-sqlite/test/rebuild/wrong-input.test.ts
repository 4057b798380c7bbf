import { chmodSync, readFileSync, truncateSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"

import { createMigrator, inMemory, isAludelError, type Operations } from "@aludel/core"
import type { AnyDatabase } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { record } from "../../../core/src/operations/recorder.ts"
import { connect } from "../../src/connect.ts"
import { t, unique } from "../../src/index.ts"
import { introspect } from "../../src/introspect.ts"
import { query } from "../../src/query.ts"
import { sqlite } from "../../src/sqlite.ts"
import { freshPath, open, rows, run, runOperations, type Library } from "../database.ts"
import { big, rebuilding } from "./rebuilding.ts"

async function filled(path: string, mode = "delete"): Promise<void> {
  const db = open(path)
  await query(db, `pragma journal_mode = ${mode}`)
  await run(db, big)
  await query(
    db,
    "with recursive n (i) as (select 1 union all select i + 1 from n where i < 3000) insert into big select i, 'c' || i, i, 'note' from n",
  )
  await db.destroy()
}

const upgrade = (db: AnyDatabase) =>
  createMigrator({ db, dialect: sqlite(), source: inMemory([rebuilding]), lockTimeout: 100 }).upgrade()

const told = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: unknown) => (isAludelError(error) ? `${error.code}: ${error.message.split("\n")[0]}` : error),
  )

// What opening says, else what an upgrade does.
async function outcome(path: string): Promise<unknown> {
  let db: AnyDatabase
  try {
    db = await connect({ url: `sqlite:${path}` })
  } catch (error) {
    return isAludelError(error) ? `${error.code}: ${error.message.replace(path, "app.db")}` : error
  }
  try {
    return await told(upgrade(db))
  } finally {
    await db.destroy()
  }
}

it.each<[name: string, spoil: (path: string) => void, message: string | RegExp]>([
  [
    "a file that is no database",
    (path) => writeFileSync(path, "a page of text, and more of it ".repeat(300)),
    "database/connection: cannot open the SQLite database app.db: file is not a database",
  ],
  [
    "an encrypted one, whose header is noise",
    (path) =>
      writeFileSync(
        path,
        readFileSync(path).map((byte, index) => (byte * 7 + index * 31 + 5) & 255),
      ),
    "database/connection: cannot open the SQLite database app.db: file is not a database",
  ],
  [
    "a truncated one",
    (path) => truncateSync(path, 9000),
    /malformed|database disk image|disk I\/O|cannot open/,
  ],
])("%s is told, and stays as it is", async (_, spoil, message) => {
  const path = freshPath()
  await filled(path)
  spoil(path)
  const before = readFileSync(path)
  const said = await outcome(path)
  expect(String(said)).toMatch(message)
  expect(readFileSync(path).equals(before)).toBe(true)
})

it("a file that may not be written to is told", async () => {
  const path = freshPath()
  await filled(path)
  const db = await connect({ url: `sqlite:${path}?mode=ro` })
  expect(await told(upgrade(db))).toBe(
    "run/failed: creating the history tables failed: attempt to write a readonly database",
  )
  await db.destroy()
  // Root may write to anything.
  if (process.getuid?.() === 0) return
  chmodSync(dirname(path), 0o555)
  expect(String(await outcome(path))).toMatch(/readonly|unable to open/)
  chmodSync(dirname(path), 0o755)
})

it.each<Library>(["better-sqlite3", "node:sqlite"])(
  "a database that another one holds is waited for without blocking, then told, with %s",
  async (library) => {
    const path = freshPath()
    await filled(path)
    const [holder, db] = [open(path, library), open(path, library)]
    await query(holder, "begin immediate")
    let ticks = 0
    const timer = setInterval(() => (ticks += 1), 5)
    expect(await told(upgrade(db))).toMatch(/^lock\/timeout: another connection kept the database locked/)
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(3)
    await query(holder, "rollback")
    expect(await told(upgrade(db))).toBe("done")
  },
)

it.each<Library>(["better-sqlite3", "node:sqlite"])(
  "a database that another one keeps for itself is waited for by who reads, without blocking, then told, with %s",
  async (library) => {
    const path = freshPath()
    await filled(path)
    const [holder, db] = [open(path, library), open(path, library)]
    await query(db, "pragma busy_timeout = 150")
    await query(holder, "begin exclusive")
    let ticks = 0
    const timer = setInterval(() => (ticks += 1), 5)
    const migrator = createMigrator({ db, dialect: sqlite(), source: inMemory([rebuilding]) })
    const works = [migrator.current(), migrator.plan(), introspect(db, {})]
    expect(await Promise.all(works.map(told))).toEqual(
      works.map(() => "lock/timeout: another connection kept the database locked for 150 ms"),
    )
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(3)
    const waiting = migrator.current()
    await new Promise((resolve) => setTimeout(resolve, 30))
    await query(holder, "rollback")
    expect(await waiting).toEqual([])
    expect(await rows(db, "pragma busy_timeout")).toEqual([{ timeout: 150 }])
  },
)

it.each(["delete", "wal"])(
  "a disk that fills in the middle of it leaves everything as it was, in mode %s",
  async (mode) => {
    const path = freshPath()
    await filled(path, mode)
    const db = open(path)
    const before = [await introspect(db, {}), await rows(db, "select count(*), sum(n) from big")]
    const [{ pages }] = (await query<{ pages: number }>(
      db,
      "select page_count as pages from pragma_page_count",
    )) as [{ pages: number }]
    await query(db, `pragma max_page_count = ${pages + 20}`)
    expect(await told(upgrade(db))).toMatch(/^run\/failed: revision b1, .* failed: database or disk is full$/)
    expect([await introspect(db, {}), await rows(db, "select count(*), sum(n) from big")]).toEqual(before)
    expect(await rows(db, "pragma integrity_check")).toEqual([{ integrity_check: "ok" }])
    await query(db, `pragma max_page_count = ${pages * 100}`)
    expect(await told(upgrade(db))).toBe("done")
  },
)

const change = (write: (op: Operations) => void) => record((op) => void write(op), {})

it("tables with stored SQL of any kind are built anew", async () => {
  const db = open()
  await run(db, `create table source (x, y);\ninsert into source values (1, 'a'), (2, null)`)
  await query(db, "create table copied as select x as one, y || '' as 'two; (' from source")
  await query(
    db,
    "CREATE TABLE/* a ( */main.[odd -- name](a/*1*/INTEGER--(,\n,\n'b' TEXT DEFAULT(('x,)')) , \"c\" CONSTRAINT n1 CONSTRAINT n2 NOT NULL DEFAULT +5,constraint ck check(b<>')' and a/**/>0)unique(a))",
  )
  await query(db, `insert into "odd -- name" (a) values (3)`)
  const operations = change((op) => {
    op.addConstraint("copied", unique("uq_copied").on("one"))
    op.addConstraint("odd -- name", unique("uq_odd").on("b"))
    op.alterColumn("odd -- name", "b", { nullable: false })
  })
  const before = await introspect(db, {})
  await runOperations(db, operations)
  expect(await rows(db, "select * from copied")).toEqual([
    { one: 1, "two; (": "a" },
    { one: 2, "two; (": null },
  ])
  expect(await rows(db, `select * from "odd -- name"`)).toEqual([{ a: 3, b: "x,)", c: 5 }])
  const names = (await introspect(db, {})).nodes.map(({ kind, name }) => `${kind} ${name}`)
  const had = before.nodes.map(({ kind, name }) => `${kind} ${name}`)
  expect(names.toSorted()).toEqual([...had, "unique uq_copied", "unique uq_odd"].toSorted())
  await expect(query(db, `insert into "odd -- name" (a) values (-1)`)).rejects.toThrow(
    "CHECK constraint failed: ck",
  )
})

it("a foreign key that points at no key is no obstacle where it was there, and told where it would come", async () => {
  const db = open()
  await run(
    db,
    "create table t (id integer primary key, code text);\ncreate table broken (c text references t (code));\ncreate table ok (t integer references t (id));\ninsert into t values (1, 'a');\ninsert into ok values (1)",
  )
  await runOperations(
    db,
    change((op) => op.alterColumn("t", "code", { type: t.integer() })),
  )
  const mended = change((op) => op.addConstraint("t", unique("uq").on("code")))
  await runOperations(db, mended)
  await expect(
    runOperations(
      db,
      change((op) => op.dropConstraint("t", "uq")),
    ),
  ).rejects.toMatchObject({
    code: "run/failed",
    message: `a foreign key of broken would point at no key: foreign key mismatch - "broken" referencing "t"`,
  })
})
