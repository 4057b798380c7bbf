import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, relative } from "node:path"

import { onTestFinished, expect, it } from "vitest"

import { connect } from "../src/connect.ts"
import { placeOf } from "../src/url.ts"
import { freshPath, rows, run } from "./database.ts"

it.each([
  ["sqlite:app.db", "app.db"],
  ["sqlite:./data/app.db", "./data/app.db"],
  ["sqlite:/var/app.db", "/var/app.db"],
  ["sqlite:///app.db", "app.db"],
  ["sqlite:////var/app.db", "/var/app.db"],
  ["sqlite+aiosqlite:///app.db?timeout=5", "app.db"],
  ["SQLITE:a b%20c.db", "a b%20c.db"],
  ["sqlite::memory:", ":memory:"],
  ["sqlite:///:memory:", ":memory:"],
  ["sqlite://", ":memory:"],
  ["sqlite:app.db?mode=memory", ":memory:"],
  ["file:app.db", "app.db"],
  ["file:/var/a%20b.db", "/var/a b.db"],
  ["file:///var/app.db", "/var/app.db"],
  ["file://localhost/var/app.db", "/var/app.db"],
])("%s names the file %s", (url, path) => {
  expect(placeOf(url)).toEqual({ path, readonly: false })
})

it.each(["postgres://user:secret@host/db", "sqlite://host/app.db", "file://host/app.db", "file:", "app.db"])(
  "%s is no URL of SQLite",
  (url) => {
    expect(() => placeOf(url)).toThrow(
      expect.objectContaining({ code: "database/url", message: "the database URL is none of SQLite" }),
    )
  },
)

async function opened(url: string) {
  const db = await connect({ url })
  onTestFinished(() => db.destroy())
  return db
}

it("opens a file, creates it where it is missing, and acts on foreign keys", async () => {
  const path = freshPath()
  const db = await opened(`sqlite:${relative(process.cwd(), path)}`)
  await run(db, "create table t (a)")
  expect(await rows(await opened(`file:${path}`), "select name from sqlite_schema")).toEqual([{ name: "t" }])
  expect(await rows(db, "pragma foreign_keys")).toEqual([{ foreign_keys: 1 }])
})

it("opens a file only for reading", async () => {
  const path = freshPath()
  await run(await opened(`sqlite:${path}`), "create table t (a)")
  const db = await opened(`sqlite:${path}?mode=ro`)
  await expect(run(db, "create table s (a)")).rejects.toThrow("attempt to write a readonly database")
})

it("says what is wrong with the file", async () => {
  const path = freshPath()
  await expect(connect({ url: `sqlite:${path}.d/app.db` })).rejects.toMatchObject({
    code: "database/connection",
    message: `cannot open the SQLite database ${path}.d/app.db: Cannot open database because the directory does not exist`,
    hint: "Does its folder exist, and may it be written to?",
  })
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, "This is a text of somebody's, and longer than the head of a database.".repeat(30))
  await expect(connect({ url: `sqlite:${path}` })).rejects.toMatchObject({
    code: "database/connection",
    message: `cannot open the SQLite database ${path}: file is not a database`,
    hint: "Is it the right file?",
  })
})

it("compiles without opening anything", async () => {
  const db = await connect({ url: "sqlite:/no/such/folder/app.db", offline: true })
  expect(db.selectFrom("t").selectAll().compile().sql).toBe('select * from "t"')
})
