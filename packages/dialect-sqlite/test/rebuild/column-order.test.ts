import { execFileSync } from "node:child_process"

import { createMigrator, defineRevision, inMemory, type Operations } from "@aludel/core"
import { catalog, type AnyDatabase } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { diff } from "../../../core/src/diff/diff.ts"
import { record } from "../../../core/src/operations/recorder.ts"
import { resolveAll } from "../../../core/src/operations/reverse.ts"
import { sql, sqlite, t } from "../../src/index.ts"
import { introspect } from "../../src/introspect.ts"
import { freshPath, open, rows, run, runOperations, type Library } from "../database.ts"

const revision = (id: string, parents: readonly string[], upgrade: (op: Operations) => void) =>
  defineRevision({ id, parents: [...parents], message: id, created: "2026-01-01T00:00:00Z", upgrade })

const first = revision("a1", [], (op) =>
  op.createTable("hotels", {
    id: t.integer().primaryKey("pk_hotels"),
    code: t.text(),
    name: t.text().unique("uq_hotels_name"),
    stars: t.integer().nullable(),
  }),
)
const second = revision("b2", ["a1"], (op) => op.alterTable("hotels", { columnOrder: ["name", "id"] }))
const source = inMemory([first, second])

const columns = async (db: AnyDatabase) =>
  (await rows(db, "select name from pragma_table_info('hotels')")).map(
    (row) => (row as { readonly name: string }).name,
  )

const filled = "insert into hotels values (7, 'a', 'A', 3), (9, 'b', 'B', null)"

it.each<Library>(["better-sqlite3", "node:sqlite"])(
  "columns are put in the order that is chosen, and back, with their values, with %s",
  async (library) => {
    const db = open(":memory:", library)
    const migrator = createMigrator({ db, dialect: sqlite(), source })
    await migrator.upgrade({ to: "a1" })
    await run(db, filled)
    const before = await introspect(db, {})
    await migrator.upgrade()
    expect(await columns(db)).toEqual(["name", "id", "code", "stars"])
    expect(await rows(db, "select * from hotels")).toEqual([
      { name: "A", id: 7, code: "a", stars: 3 },
      { name: "B", id: 9, code: "b", stars: null },
    ])
    const after = await introspect(db, {})
    expect([...diff(before, after), ...diff(after, before)]).toEqual([])
    await migrator.downgrade({ to: "a1" })
    expect(await introspect(db, {})).toEqual(before)
    expect(await columns(db)).toEqual(["id", "code", "name", "stars"])
  },
)

it("a script has the same order", async () => {
  const path = freshPath()
  const script = await createMigrator({ db: open(), dialect: sqlite(), source }).sql({ to: "b2" })
  try {
    execFileSync("sqlite3", [path], { input: script })
  } catch (error) {
    if ((error as { readonly code?: string }).code === "ENOENT" && !process.env["ALUDEL_REQUIRE_OBSERVERS"])
      return
    throw error
  }
  expect(await columns(open(path))).toEqual(["name", "id", "code", "stars"])
})

it("other changes leave the order as it was chosen", async () => {
  const db = open()
  await createMigrator({ db, dialect: sqlite(), source }).upgrade()
  await run(db, filled.replace("hotels", "hotels (id, code, name, stars)"))
  const change = record((op) => {
    op.alterColumn("hotels", "code", { type: t.integer(), using: sql`length(code)` })
    op.dropConstraint("hotels", "uq_hotels_name")
    op.addColumn("hotels", "opened", t.text().default(sql`current_timestamp`))
  }, {})
  await runOperations(db, change)
  expect(await columns(db)).toEqual(["name", "id", "code", "stars", "opened"])
})

it("a name that no column has is refused; going back, the whole order is known", async () => {
  const db = open()
  await run(db, "create table hotels (b text, a text)")
  const wrong = record((op) => op.alterTable("hotels", { columnOrder: ["a", "nobody"] }), {})
  await expect(runOperations(db, wrong)).rejects.toMatchObject({ code: "operation/invalid" })
  const [resolved] = resolveAll(
    record((op) => op.alterTable("hotels", { columnOrder: ["a"] }), {}),
    catalog(await introspect(db, {})),
  )
  expect(resolved).toEqual({
    kind: "alterTable",
    name: "hotels",
    to: { columnOrder: ["a"] },
    from: { columnOrder: ["b", "a"] },
  })
})
