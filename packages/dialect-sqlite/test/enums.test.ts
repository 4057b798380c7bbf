import { createMigrator, defineRevision, defineSchema, inMemory, t, table } from "@aludel/core"
import { expect, it } from "vitest"

import { sqlite } from "../src/index.ts"
import { open } from "./database.ts"

const kind = (...values: readonly [string, ...string[]]) => t.enum("kind", values)

it("an enum changes as it is written, though the engine has none", async () => {
  const first = defineRevision({
    id: "a1",
    parents: [],
    message: "rooms",
    upgrade(op) {
      op.createEnum("kind", ["single", "double"])
      op.createTable("rooms", { kind: kind("single", "double")() })
    },
  })
  const second = defineRevision({
    id: "b2",
    parents: ["a1"],
    message: "suites",
    upgrade: (op) => void op.alterEnum("kind", ["single", "suite"]),
  })
  const schema = defineSchema({ rooms: table("rooms", { kind: kind("single", "suite")() }) })
  const db = open()
  const migrator = createMigrator({ db, dialect: sqlite(), source: inMemory([first, second]), schema })
  expect(await migrator.upgrade()).toMatchObject({ status: "done" })
  expect(await migrator.check()).toEqual({ findings: [] })
  expect(await migrator.downgrade({ to: "base" })).toMatchObject({ status: "done" })
})

it("a difference with a rename is printed as SQL", async () => {
  const source = inMemory([
    defineRevision({
      id: "a1",
      parents: [],
      message: "rooms",
      upgrade: (op) => void op.createTable("rooms", { number: t.text() }),
    }),
  ])
  const schema = defineSchema({ rooms: table("rooms", { door: t.text().renamedFrom("number") }) })
  const migrator = createMigrator({ db: open(), dialect: sqlite(), source, schema })
  const { sql } = await migrator.diff({ from: "revisions", to: "declared", sql: true })
  expect(sql).toContain('\nalter table "rooms" rename column "number" to "door";\n')
})
