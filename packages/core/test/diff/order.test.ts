import { expect, it } from "vitest"

import { diff } from "../../src/diff/diff.ts"
import { definitionOf, type Operations } from "../../src/operations/registry.ts"
import { record } from "../../src/operations/recorder.ts"
import { resolveAll } from "../../src/operations/reverse.ts"
import { catalog } from "../../src/schema/catalog.ts"
import { check, foreignKey, index, unique } from "../../src/schema/constraints.ts"
import type { Schema } from "../../src/schema/model.ts"
import { t } from "../../src/schema/t.ts"
import { sql } from "../../src/sql/sql.ts"

function schema(body: (op: Operations) => void): Schema {
  const made = catalog()
  resolveAll(record(body), made)
  return made.schema()
}

const nothing = () => {}
const hotels = (op: Operations) => op.createTable("hotels", { id: t.integer().primaryKey() })
const conversions = (op: Operations) =>
  op.createTable("conversions", {
    id: t.integer().primaryKey(),
    hotel_id: t.integer().references("hotels.id"),
  })
const ring = (op: Operations) => {
  op.createTable("a", { id: t.integer().primaryKey(), b_id: t.integer() })
  op.createTable("b", { id: t.integer().primaryKey(), a_id: t.integer().references("a.id") })
  op.addConstraint("a", foreignKey().on("b_id").references("b", ["id"]))
}

const cases: readonly {
  name: string
  from: (op: Operations) => void
  to: (op: Operations) => void
  operations: readonly string[]
}[] = [
  {
    name: "creates a table behind those it refers to, whatever the names",
    from: nothing,
    to: (op) => (hotels(op), conversions(op)),
    operations: ["create table hotels", "create table conversions"],
  },
  {
    name: "drops a table before those it refers to",
    from: (op) => (hotels(op), conversions(op)),
    to: nothing,
    operations: ["drop table conversions", "drop table hotels"],
  },
  {
    name: "takes one foreign key of a ring apart, to create it",
    from: nothing,
    to: ring,
    operations: ["create table b", "create table a", "add foreign key fk_b_a_id to b"],
  },
  {
    name: "takes one foreign key of a ring apart, to drop it",
    from: ring,
    to: nothing,
    operations: ["drop constraint fk_b_a_id of b", "drop table a", "drop table b"],
  },
  {
    name: "makes what is needed first, and deletes rows last",
    from: (op) => {
      op.createEnum("old", ["x"])
      op.createTable("gone", { id: t.integer(), kind: t.enum("old")() })
      op.createTable("stays", {
        id: t.integer().primaryKey(),
        dropped: t.text().nullable().unique("uq_dropped"),
      })
    },
    to: (op) => {
      op.createSchema("billing")
      op.createEnum("kind", ["x", "y"])
      op.createTable("stays", { id: t.integer().primaryKey(), kind: t.enum("kind")() }, (c) => [
        index("ix").on(c.kind),
      ])
      op.createTable("billing.invoices", { stays_id: t.integer().references("stays.id") })
    },
    operations: [
      "drop constraint uq_dropped of stays",
      "create schema billing",
      "create enum kind",
      "create table billing.invoices",
      "add column stays.kind",
      "create index ix on stays",
      "drop column stays.dropped",
      "drop table gone",
      "drop enum old",
    ],
  },
  {
    name: "drops a table first where something new takes over a name of it",
    from: (op) => op.createTable("old", { id: t.integer() }, (c) => [index("ix").on(c.id)]),
    to: (op) => op.createTable("new", { id: t.integer() }, (c) => [index("ix").on(c.id)]),
    operations: ["drop table old", "create table new"],
  },
  {
    name: "takes away and gives back a foreign key whose key is made anew",
    from: (op) => (hotels(op), conversions(op)),
    to: (op) => (op.createTable("hotels", { id: t.integer().primaryKey("hotels_key") }), conversions(op)),
    operations: [
      "drop constraint fk_conversions_hotel_id of conversions",
      "drop constraint pk_hotels of hotels",
      "add primary key hotels_key to hotels",
      "add foreign key fk_conversions_hotel_id to conversions",
    ],
  },
  {
    name: "writes a new column with its constraints, but a foreign key behind the key that it needs",
    from: (op) => (hotels(op), op.createTable("rooms", { id: t.integer() })),
    to: (op) => {
      op.createTable("hotels", { id: t.integer().primaryKey(), code: t.text().unique() })
      op.createTable("rooms", {
        id: t.integer(),
        hotel_id: t.integer().nullable().references("hotels.id"),
        hotel_code: t.text().nullable().references("hotels.code"),
      })
    },
    operations: [
      "add column hotels.code",
      "add column rooms.hotel_id",
      "add column rooms.hotel_code",
      "add foreign key fk_rooms_hotel_code to rooms",
    ],
  },
  {
    name: "lets a foreign key stay while its columns grow, and takes it away while they change otherwise",
    from: (op) => (hotels(op), conversions(op)),
    to: (op) => {
      op.createTable("hotels", { id: t.text().primaryKey() })
      op.createTable("conversions", {
        id: t.bigint().primaryKey(),
        hotel_id: t.text().references("hotels.id"),
      })
    },
    operations: [
      "drop constraint fk_conversions_hotel_id of conversions",
      "alter column conversions.id (type)",
      "alter column conversions.hotel_id (type)",
      "alter column hotels.id (type)",
      "add foreign key fk_conversions_hotel_id to conversions",
    ],
  },
  {
    name: "makes changed constraints and indexes anew, and nothing else",
    from: (op) =>
      op.createTable("x", { id: t.integer(), a: t.text() }, (c) => [
        unique("uq").on(c.id),
        check("ck", sql`id > 0`),
        index("ix").on(c.a),
      ]),
    to: (op) =>
      op.createTable("x", { id: t.integer(), a: t.text() }, (c) => [
        unique("uq").on(c.id, c.a),
        check("ck", sql`id > 1`),
        index("ix").on(c.a.desc()),
      ]),
    operations: [
      "drop constraint ck of x",
      "drop index ix on x",
      "drop constraint uq of x",
      "add unique constraint uq to x",
      "add check constraint ck to x",
      "create index ix on x",
    ],
  },
]

it.each(cases)("$name", ({ from, to, operations }) => {
  const described = diff(schema(from), schema(to)).map((operation) =>
    definitionOf(operation).describe(operation),
  )
  expect(described).toEqual(operations)
})

it("alters just the attributes of a column that differ, with what they were", () => {
  const from = schema((op) => op.createTable("x", { a: t.text().default("1"), b: t.integer() }))
  const to = schema((op) => {
    op.createEnum("kind", ["k"])
    op.createTable("x", { a: t.enum("kind")().nullable().default("1"), b: t.integer().identity() })
  })
  expect(diff(from, to).slice(1)).toEqual([
    {
      kind: "alterColumn",
      table: "x",
      name: "a",
      to: { type: "kind", enum: { name: "kind" }, nullable: true },
      from: { type: "text", enum: null, nullable: false },
    },
    {
      kind: "alterColumn",
      table: "x",
      name: "b",
      to: { identity: { always: true } },
      from: { identity: null },
    },
  ])
})

it("asks whoever compares, attribute by attribute", () => {
  const from = schema((op) => op.createTable("x", { a: t.timestamptz().default(sql`now()`) }))
  const to = schema((op) =>
    op.createTable("x", {
      a: t
        .timestamptz()
        .default(sql`current_timestamp`)
        .nullable(),
    }),
  )
  const plain = (node: unknown) => JSON.stringify(node).replace("current_timestamp", "now()")
  expect(diff(from, to, { same: (a, b) => plain(a) === plain(b) })).toEqual([
    { kind: "alterColumn", table: "x", name: "a", to: { nullable: true }, from: { nullable: false } },
  ])
})
