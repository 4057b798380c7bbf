import { expect, it } from "vitest"

import { isAludelError } from "../../src/errors/error.ts"
import { record } from "../../src/operations/recorder.ts"
import { definitionOf, type Operations } from "../../src/operations/registry.ts"
import { resolveAll } from "../../src/operations/reverse.ts"
import { catalog } from "../../src/schema/catalog.ts"
import { index, unique } from "../../src/schema/constraints.ts"
import { t } from "../../src/schema/t.ts"
import { sql } from "../../src/sql/sql.ts"
import { postgres, sqlite } from "./engines.ts"
import { base, baseSchema } from "./samples.ts"

/** The problem as a person reads it. */
function problem(work: () => unknown): readonly (string | undefined)[] {
  try {
    work()
  } catch (error) {
    if (isAludelError(error)) return [error.code, error.message, error.hint]
    throw error
  }
  return []
}

it("gives the operations in order, as plain frozen data", () => {
  const operations = record((op) => {
    op.createTable("billing.invoices", { id: t.integer(), code: t.text().nullable() }, (c) => [
      unique("uq").on(c.id),
    ])
    op.dropTable("hotels")
  })
  const place = { schema: "billing", table: "invoices" }
  expect(operations).toEqual([
    {
      kind: "createTable",
      schema: "billing",
      name: "invoices",
      nodes: [
        { kind: "table", schema: "billing", name: "invoices" },
        { kind: "column", ...place, name: "id", type: "integer" },
        { kind: "column", ...place, name: "code", type: "text", nullable: true },
        { kind: "unique", ...place, name: "uq", columns: ["id"] },
      ],
    },
    { kind: "dropTable", name: "hotels" },
  ])
  expect(Object.isFrozen(operations) && operations.every((operation) => Object.isFrozen(operation))).toBe(
    true,
  )
})

it("knows the columns of a new table by their keys", () => {
  const operations = record((op) => {
    // @ts-expect-error -- there is no such column
    op.createTable("x", { id: t.integer() }, (c) => [index("ix").on(c.id, c.code ?? "code")])
  })
  expect(operations).toHaveLength(1)
})

it("refuses a promise, whatever the type says", () => {
  const body = (async (op: Operations) => {
    op.dropTable("hotels")
    await Promise.reject(new Error("nobody sees this"))
  }) as never
  expect(problem(() => record(body, { where: "revision 535b70e85b64" }))).toEqual([
    "revision/async",
    "revision 535b70e85b64 must not be async: put what awaits into op.run(async (db) => ...)",
    "Remove `async`, and move what awaits: op.run(async (db) => { await … }).",
  ])
})

it.each<[string, (op: never) => void, string, string]>([
  [
    "a mistyped operation",
    (op: { createTabel(): void }) => op.createTabel(),
    "op.createTabel is not a function",
    "Did you mean op.createTable?",
  ],
  [
    "code of its own",
    () => {
      throw new RangeError("no such hotel")
    },
    "no such hotel",
    "Correct its upgrade(op) or downgrade(op). Nothing was run.",
  ],
])("tells %s that fails as the revision's, with its place", (_, body, message, hint) => {
  const [code, told, advice] = problem(() => record(body as never, { where: "revision 535b70e85b64" }))
  expect([code, told?.replace(/:\d+\)/, ":LINE)"), advice]).toEqual([
    "revision/failed",
    `revision 535b70e85b64 failed while it declared its operations (recorder.test.ts:LINE): ${message}`,
    hint,
  ])
})

it("refuses operations after the body returned", () => {
  let kept: Operations | undefined
  record((op) => {
    kept = op
  })
  expect(problem(() => kept!.dropTable("hotels"))).toEqual([
    "operation/invalid",
    "op.dropTable was called after the revision had declared its operations",
    "Declare operations directly in upgrade(op) and downgrade(op); inside op.run use its db.",
  ])
})

it("compiles builders of Kysely's, their values apart", () => {
  const write = (op: Operations) => {
    op.sql((k) => k.schema.createTable("hotels").addColumn("id", "integer", (column) => column.defaultTo(1)))
    op.sql((k) => k.updateTable("hotels").set({ code: "a ? $1" }).where("id", "in", [1, 2]))
  }
  const create = {
    kind: "sql",
    sql: { fragments: [`create table "hotels" ("id" integer default 1)`], parts: [] },
  }
  const update = {
    kind: "sql",
    sql: {
      fragments: [`update "hotels" set "code" = `, ` where "id" in (`, ", ", ")"],
      parts: [{ value: "a ? $1" }, { value: 1 }, { value: 2 }],
    },
  }
  expect(record(write, { db: postgres })).toEqual([create, update])
  expect(record(write, { db: sqlite.withSchema("app") })).toEqual([create, update])
})

it("says what is missing for builders of Kysely's", () => {
  expect(problem(() => record((op) => op.sql((k) => k.schema.dropTable("x"))))).toEqual([
    "operation/invalid",
    "op.sql((k) => …) needs a Kysely to compile with, and none is at hand here",
    "Give the migrator a `db`, or write the statement as op.sql(sql`…`).",
  ])
  expect(problem(() => record((op) => op.sql((() => undefined) as never), { db: postgres }))[1]).toBe(
    "the function given to op.sql gives no builder of Kysely's",
  )
})

it("keeps what raw SQL and data code amount to", () => {
  const operations = record((op) => {
    op.sql("create view v as select 1", { effect: [] })
    op.sql(sql`create table x (id integer)`, {
      effect: (inner) => inner.createTable("x", { id: t.integer().nullable() }),
    })
    op.run(async () => {}, { effect: (inner) => inner.addColumn("x", "y", t.text().nullable()) })
    op.sql("do something")
    op.run(async () => {})
  })
  const schema = catalog()
  resolveAll(operations, schema)
  expect(schema.schema().nodes).toEqual([
    { kind: "table", name: "x" },
    { kind: "column", table: "x", name: "id", type: "integer", nullable: true },
    { kind: "column", table: "x", name: "y", type: "text", nullable: true },
  ])
  const opaque = operations.map((operation) => definitionOf(operation).opaque?.(operation) ?? false)
  expect(opaque).toEqual([false, false, false, true, false])
})

it("offers a dialect's own kinds", () => {
  const definitions = {
    refresh: {
      ...definitionOf({ kind: "dropTable" }),
      kind: "refresh",
      make: (...args: never[]) => ({ kind: "refresh", name: args[0] }),
    },
  }
  const operations = record((op) => (op as unknown as { refresh(name: string): unknown }).refresh("v"), {
    definitions,
  })
  expect(operations).toEqual([{ kind: "refresh", name: "v" }])
  expect(definitionOf(operations[0]!, definitions).kind).toBe("refresh")
  expect(problem(() => definitionOf(operations[0]!))[1]).toBe(`there is no kind of operation "refresh"`)
})

const wrong: readonly { name: string; write: (op: Operations) => void; says: string; hint: string }[] = [
  {
    name: "no such table",
    write: (op) => op.dropTable("hotel"),
    says: "there is no table hotel",
    hint: "There is: hotels, billing.invoices.",
  },
  {
    name: "no such table to add to",
    write: (op) => op.addColumn("hotel", "x", t.text()),
    says: "there is no table hotel",
    hint: "There is: hotels, billing.invoices.",
  },
  {
    name: "no such column",
    write: (op) => op.dropColumn("hotels", "name"),
    says: "there is no column hotels.name",
    hint: "There is: id, code, stars.",
  },
  {
    name: "no such index",
    write: (op) => op.dropIndex("hotels", "ix"),
    says: "there is no index hotels.ix",
    hint: "There is none at this point.",
  },
  {
    name: "no such constraint",
    write: (op) => op.renameConstraint("hotels", "pk", "pk2"),
    says: "there is no constraint hotels.pk",
    hint: "There is: pk_hotels, uq_hotels_code.",
  },
  {
    name: "no such enum",
    write: (op) => op.alterEnum("kind", []),
    says: "there is no enum kind",
    hint: "There is: conversion_kind.",
  },
  {
    name: "no such schema",
    write: (op) => op.dropSchema("app"),
    says: "there is no schema app",
    hint: "There is: billing.",
  },
  {
    name: "a table twice",
    write: (op) => op.createTable("hotels", { id: t.integer() }),
    says: `there is already a table "hotels"`,
    hint: "Give it another name, or drop the one that is there first.",
  },
  {
    name: "a column twice",
    write: (op) => op.renameColumn("hotels", "id", "code"),
    says: `there is already a column "code" of hotels`,
    hint: "Give it another name, or drop the one that is there first.",
  },
  {
    name: "a constraint twice",
    write: (op) => op.addConstraint("hotels", unique("pk_hotels").on("code")),
    says: `there is already a primary key "pk_hotels" of hotels`,
    hint: "Give it another name, or drop the one that is there first.",
  },
]

it.each(wrong)("says what is wrong: $name", ({ write, says, hint }) => {
  expect(problem(() => resolveAll(record(write), catalog(baseSchema())))).toEqual([
    "operation/invalid",
    says,
    hint,
  ])
})

it("renames what refers to a renamed table or column", () => {
  const schema = catalog()
  resolveAll(record(base), schema)
  resolveAll(
    record((op) => {
      op.renameTable("hotels", "inns")
      op.renameColumn("inns", "id", "number")
    }),
    schema,
  )
  expect(
    schema
      .schema()
      .nodes.filter((node) => "table" in node && node.table !== "invoices")
      .map((node) => node.name),
  ).toEqual(["number", "code", "stars", "pk_hotels", "uq_hotels_code", "tr_hotels"])
  expect(schema.schema().nodes.find((node) => node.kind === "foreignKey")).toEqual({
    kind: "foreignKey",
    schema: "billing",
    table: "invoices",
    name: "fk_invoices_hotel",
    columns: ["hotel_id"],
    references: { table: "inns", columns: ["number"] },
    onDelete: "cascade",
  })
})

it("renames the column that owns an object, and leaves the object its name", () => {
  const schema = catalog()
  const ownedBy = (table: string, column: string) => ({ options: { ownedBy: { table, column } } })
  resolveAll(record(base), schema)
  resolveAll(
    record((op) => {
      op.createObject("sequence", "hotels_id_seq", ownedBy("hotels", "id"))
      op.createObject("sequence", "hotels_stars_seq", ownedBy("hotels", "stars"))
      op.createObject("sequence", "other_id_seq", ownedBy("other", "id"))
      op.renameTable("hotels", "inns")
      op.renameColumn("inns", "id", "number")
    }),
    schema,
  )
  expect(schema.schema().nodes.filter((node) => node.kind === "defined" && node.type === "sequence")).toEqual(
    [
      { kind: "defined", type: "sequence", name: "hotels_id_seq", ...ownedBy("inns", "number") },
      { kind: "defined", type: "sequence", name: "hotels_stars_seq", ...ownedBy("inns", "stars") },
      { kind: "defined", type: "sequence", name: "other_id_seq", ...ownedBy("other", "id") },
    ],
  )
})
