import { createMigrator, defineRevision, inMemory, type Operations } from "@aludel/core"
import { expect, it } from "vitest"

import { index, sql, sqlite, t, unique } from "../../src/index.ts"
import { open, rows, run } from "../database.ts"

const made = `create table t (id integer primary key, a text, b text);
insert into t values (1, 'x', 'y')`

// How often the rows of `t` are copied, and what they are then.
const cases: readonly { name: string; write: (op: Operations) => void; copies: number; found: unknown }[] = [
  {
    name: "changes of one table are one rebuild",
    write(op) {
      op.addColumn("t", "c", t.text().unique("uq_c"), { fill: sql`a || b` })
      op.createIndex("t", index("ix").on("c", "b"))
      op.alterColumn("t", "b", { type: t.integer(), using: sql`length(b)` })
      op.addConstraint("t", unique("uq_a").on("a"))
      op.dropColumn("t", "a")
    },
    copies: 1,
    found: [{ id: 1, b: 1, c: "xy" }],
  },
  {
    name: "what needs no rebuild is none",
    write(op) {
      op.addColumn("t", "c", t.text().nullable())
      op.createIndex("t", index("ix").on("c", "b"))
    },
    copies: 0,
    found: [{ id: 1, a: "x", b: "y", c: null }],
  },
  {
    name: "a value made of one that was made just before is another rebuild",
    write(op) {
      op.addColumn("t", "c", t.text().unique("uq_c"), { fill: sql`a || b` })
      op.addColumn("t", "d", t.text().unique("uq_d"), { fill: sql`C || '!'` })
    },
    copies: 2,
    found: [{ id: 1, a: "x", b: "y", c: "xy", d: "xy!" }],
  },
  {
    name: "a default that is taken away again is given to the rows first",
    write(op) {
      op.addColumn("t", "c", t.text().default("z").unique("uq_c"))
      op.alterColumn("t", "c", { default: null })
    },
    copies: 2,
    found: [{ id: 1, a: "x", b: "y", c: "z" }],
  },
]

it.each(cases)("$name", async ({ write, copies, found }) => {
  const db = open()
  await run(db, made)
  const statements: string[] = []
  const source = inMemory([
    defineRevision({
      id: "a1",
      parents: [],
      message: "m",
      created: "2026-01-01T00:00:00Z",
      upgrade: write,
      downgrade() {},
    }),
  ])
  const migrator = createMigrator({
    db,
    dialect: sqlite(),
    source,
    onEvent: (event) => event.kind === "statement" && statements.push(event.sql),
  })
  await migrator.upgrade()
  expect(statements.filter((text) => text.includes("aludel_new_t") && text.startsWith("insert")).length).toBe(
    copies,
  )
  expect(await rows(db, "select * from t")).toEqual(found)
})
