import type { AnyDatabase } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { askLibrary, unknownLibrary } from "../src/library.ts"
import { sqlite } from "../src/sqlite.ts"
import { open, rows, run, type Library } from "./database.ts"

const { scratch } = sqlite()

it("lends an empty database and takes it back, also where the work fails", async () => {
  const db = open()
  await run(db, "create table t (a)")
  let lent: AnyDatabase | undefined
  const failed = scratch!(db, { schemas: [] }, async (place) => {
    lent = place.db
    expect(await rows(place.db, "select * from sqlite_schema")).toEqual([])
    await run(place.db, "create table s (a references nothing);\ninsert into s values (1)")
    throw new Error("no")
  })
  await expect(failed).rejects.toThrow("no")
  await expect(rows(lent!, "select 1")).rejects.toThrow("destroyed")
  expect(await rows(db, "select name from sqlite_schema")).toEqual([{ name: "t" }])
})

it("has a database attached for every schema", async () => {
  const names = await scratch!(open(), { schemas: ["main", "billing"] }, async ({ db }) => {
    await run(db, "create table billing.t (a)")
    return [await sqlite().namespaces!(db), await rows(db, "select name from billing.sqlite_schema")]
  })
  expect(names).toEqual([["billing"], [{ name: "t" }]])
})

it.each<Library>(["better-sqlite3", "node:sqlite"])(
  "finds out what %s can do, and leaves nothing",
  async (name) => {
    const db = open(":memory:", name)
    const [{ version }] = (await rows(db, "select sqlite_version() as version")) as [{ version: string }]
    const library = unknownLibrary()
    await askLibrary(library, db)
    const minor = Number(version.split(".")[1])
    expect(library).toEqual({
      isThere: true,
      statistics: [],
      dangling: new Set(),
      altersInPlace: minor >= 53,
      dropsForeignKeys: minor >= 54,
      actsOnForeignKeys: true,
    })
    expect(
      await rows(db, "select name from sqlite_schema union select name from sqlite_temp_schema"),
    ).toEqual([])
  },
)

it.each([
  { name: "SQL of several statements", prepare: "create table theirs (a); create table others (a)" },
  {
    name: "a function",
    async prepare(db: AnyDatabase) {
      await run(db, "create table theirs (a)")
      await run(db, "create table others (a)")
    },
  },
])("prepares the place: $name", async ({ prepare }) => {
  const found = await scratch!(open(), { schemas: [], settings: { prepare } }, ({ db }) =>
    rows(db, "select name from sqlite_schema order by name"),
  )
  expect(found).toEqual([{ name: "others" }, { name: "theirs" }])
})

it("tells what prepare says where it fails", async () => {
  const settings = { prepare: "create nonsense" }
  await expect(scratch!(open(), { schemas: [], settings }, async () => {})).rejects.toMatchObject({
    code: "scratch/unavailable",
    message: '`scratch.prepare` failed: near "nonsense": syntax error',
  })
})
