import { expect, it } from "vitest"

import { diff } from "../../src/diff/diff.ts"
import { definitionOf, type Operations } from "../../src/operations/registry.ts"
import { record } from "../../src/operations/recorder.ts"
import type { DefinedKind, Operation } from "../../src/operations/definition.ts"
import { resolveAll, reverseAll } from "../../src/operations/reverse.ts"
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
    name: "adds a column that is computed of others behind those that change, and the others before",
    from: (op) => op.createTable("stays", { begins: t.timestamp() }),
    to: (op) =>
      op.createTable("stays", {
        begins: t.timestamptz(),
        day: t.date().generated(sql`(begins at time zone 'UTC')::date`),
        note: t.text(),
      }),
    operations: ["add column stays.note", "alter column stays.begins (type)", "add column stays.day"],
  },
  {
    name: "takes values from an enum behind what may still have them",
    from: (op) => {
      op.createEnum("kind", ["x", "gone", "y"])
      op.createEnum("other", ["x", "y"])
      op.createTable("stays", {
        kind: t.enum("kind")().default("gone"),
        other: t.enum("other")().default("x"),
      })
    },
    to: (op) => {
      op.createEnum("kind", ["x", "new", "y"])
      op.createEnum("other", ["y"])
      op.createTable("stays", { kind: t.enum("kind")().default("y"), other: t.enum("other")().default("x") })
    },
    operations: [
      "alter enum kind",
      "alter enum other",
      "alter column stays.kind (default)",
      "alter enum kind",
    ],
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

// What a dialect says of its objects, as far as the order goes.
const objects: Readonly<Record<string, DefinedKind>> = {
  sequence: {
    ...defined(-60),
    early: ({ options, ...node }) => {
      const { ownedBy, ...rest } = options ?? {}
      return ownedBy === undefined ? undefined : { ...node, options: rest }
    },
  },
  function: defined(-40),
  view: defined(20),
  "materialized view": defined(30),
  trigger: defined(50),
}

function defined(rank: number): DefinedKind {
  return { rank, create: () => [], drop: () => [] }
}

const serial = (op: Operations) => {
  op.createTable("hotels", { id: t.integer().default(sql`nextval('hotels_id_seq'::regclass)`) })
  op.createObject("sequence", "hotels_id_seq", { options: { ownedBy: { table: "hotels", column: "id" } } })
}
const rates = (op: Operations) => {
  op.createTable("hotels", { id: t.integer().default(sql`next_id()`) })
  op.createTable("rates", { id: t.integer() })
  op.createObject("function", "next_id()", {
    definition: "() returns integer as $$ select count(*) from a_rates $$",
  })
  op.createObject("function", "cheap()", { definition: "() returns setof rates as $$ … $$" })
  op.createObject("view", "b_rates", { definition: sql`select id from rates` })
  op.createObject("view", "a_rates", { definition: sql`select id from b_rates` })
  op.createObject("materialized view", "c_rates", { definition: sql`select id from a_rates` })
  op.createIndex("c_rates", index("ix_c").on("id"))
  op.createObject("trigger", "tr", { table: "hotels", definition: "FOR EACH ROW EXECUTE FUNCTION next_id()" })
}

const objectCases: typeof cases = [
  {
    name: "a sequence that a column owns, which can't be whole before its table",
    from: nothing,
    to: serial,
    operations: ["create sequence hotels_id_seq", "create table hotels", "replace sequence hotels_id_seq"],
  },
  {
    name: "the same goes, and lets go of its table first",
    from: serial,
    to: nothing,
    operations: ["replace sequence hotels_id_seq", "drop table hotels", "drop sequence hotels_id_seq"],
  },
  {
    name: "what is mentioned comes first, through functions, tables, views and triggers",
    from: nothing,
    to: rates,
    operations: [
      "create function next_id()",
      "create table hotels",
      "create table rates",
      "create function cheap()",
      "create view b_rates",
      "create view a_rates",
      "create materialized view c_rates",
      "create index ix_c on c_rates",
      "create trigger tr on hotels",
    ],
  },
  {
    name: "and goes last",
    from: rates,
    to: nothing,
    operations: [
      "drop trigger tr on hotels",
      "drop index ix_c on c_rates",
      "drop materialized view c_rates",
      "drop view a_rates",
      "drop view b_rates",
      "drop table hotels",
      "drop function next_id()",
      "drop function cheap()",
      "drop table rates",
    ],
  },
  {
    name: "comments alone are said, not made anew",
    from: (op) => (hotels(op), op.createObject("view", "v", { definition: "select 1" })),
    to: (op) => {
      op.createTable("hotels", { id: t.integer().primaryKey() })
      op.setComment({ table: "hotels" }, "where guests stay")
      op.setComment({ table: "hotels", constraint: "pk_hotels", of: "primaryKey" }, "the key")
      op.createObject("view", "v", { definition: "select 1", comment: "one" })
    },
    operations: [
      "replace view v",
      "set comment on table hotels",
      "set comment on primary key pk_hotels of hotels",
    ],
  },
  {
    name: "attributes of a table are altered in place, behind its indexes",
    from: hotels,
    to: (op) => {
      hotels(op)
      op.createIndex("hotels", index("ux").on("id").unique())
      op.alterTable("hotels", { unlogged: true, replicaIdentity: { index: "ux" } })
    },
    operations: ["create index ux on hotels", "alter table hotels (unlogged, replicaIdentity)"],
  },
  {
    name: "partitions behind their parent, and a column of the parent once",
    from: nothing,
    to: (op) => {
      op.createTable("a_part", {})
      op.createTable("stays", { id: t.integer() })
      op.alterTable("stays", { partitionBy: { strategy: "range", keys: [{ column: "id" }] } })
      op.alterTable("a_part", { partitionOf: { table: "stays", bound: "default" } })
    },
    operations: ["create table stays", "create table a_part"],
  },
  {
    name: "a partition waits for its parent, though a foreign key of a ring would have it first",
    from: nothing,
    to: (op) => {
      op.createTable("a_stays", { id: t.integer() })
      op.createTable("rates", { id: t.integer().primaryKey(), stay: t.integer() })
      op.createTable("z_part", {})
      op.alterTable("a_stays", { partitionBy: { strategy: "range", keys: [{ column: "id" }] } })
      op.alterTable("z_part", { partitionOf: { table: "a_stays", bound: "default" } })
      op.addConstraint("a_stays", foreignKey().on("id").references("rates", ["id"]))
      op.addConstraint("rates", foreignKey().on("stay").references("z_part", ["id"]))
    },
    operations: [
      "create table rates",
      "create table a_stays",
      "create table z_part",
      "add foreign key fk_rates_stay to rates",
    ],
  },
  {
    name: "what the body of a function mentions comes first where it can, whatever its name",
    from: nothing,
    to: (op) => {
      op.createTable("a_hotels", { id: t.integer(), even: t.integer().default(sql`a(1)`) })
      op.createObject("function", "a(integer)", {
        definition: "(integer) as $$ select b(1) from a_hotels $$",
      })
      op.createObject("function", "b(integer)", { definition: `(integer) as $$ select "(c)"(1) $$` })
      op.createObject("function", "(c)(integer)", { definition: "(integer) as $$ select a(1) $$" })
    },
    operations: [
      "create function (c)(integer)",
      "create function b(integer)",
      "create function a(integer)",
      "create table a_hotels",
    ],
  },
  {
    name: "a function that a table needs does not wait for a view that it only seems to mention",
    from: nothing,
    to: (op) => {
      op.createTable("hotels", { id: t.integer().default(sql`next_id()`) })
      op.createObject("view", "x", { definition: sql`select 1` })
      op.createObject("function", "next_id()", { definition: "(x integer) returns integer" })
    },
    operations: ["create function next_id()", "create table hotels", "create view x"],
  },
  {
    name: "a keyword is no mention",
    from: nothing,
    to: (op) => {
      op.createObject("view", "a", { definition: sql`select 1 as id order by 1` })
      op.createObject("view", "order", { definition: sql`select id from a` })
    },
    operations: ["create view a", "create view order"],
  },
]

it.each(objectCases)("objects: $name", ({ from, to, operations }) => {
  const found = diff(schema(from), schema(to), { objects })
  expect(found.map((operation) => definitionOf(operation).describe(operation))).toEqual(operations)
  const reached = catalog(schema(from))
  for (const operation of found) definitionOf(operation).apply(operation, reached)
  expect(reached.schema()).toEqual(schema(to))
  const back = reverseAll(found)
  expect(back).not.toHaveProperty("irreversible")
  for (const operation of back as readonly Operation[]) definitionOf(operation).apply(operation, reached)
  expect(reached.schema()).toEqual(schema(from))
})

it("looks at the rows of a constraint that was not valid, instead of making it anew", () => {
  const start = schema(hotels)
  const constraint = { kind: "check", table: "hotels", name: "ck", expression: "id > 0" } as const
  const from = { nodes: [...start.nodes, { ...constraint, notValid: true as const }] }
  const found = diff(from, { nodes: [...start.nodes, constraint] })
  expect(found.map((operation) => definitionOf(operation).describe(operation))).toEqual([
    "validate constraint ck of hotels",
  ])
})

it("takes the index of a replica identity from a table before it goes, and gives it the new one behind", () => {
  const identified = (name: string, column: "id" | "code") =>
    schema((op) => {
      op.createTable("hotels", { id: t.integer(), code: t.text() }, (c) => [
        index(name).on(c[column]).unique(),
      ])
      op.alterTable("hotels", { replicaIdentity: { index: name } })
    })
  const ways = (from: Schema, to: Schema) => {
    const found = diff(from, to)
    const back = reverseAll(found)
    if ("irreversible" in back) throw new Error(back.irreversible)
    return [found, back].map((operations) =>
      operations.map((operation) => definitionOf(operation).describe(operation)),
    )
  }
  expect(ways(identified("ix_id", "id"), identified("ix_code", "code"))).toEqual([
    [
      "alter table hotels (replicaIdentity)",
      "drop index ix_id on hotels",
      "create index ix_code on hotels",
      "alter table hotels (replicaIdentity)",
    ],
    [
      "alter table hotels (replicaIdentity)",
      "drop index ix_code on hotels",
      "create index ix_id on hotels",
      "alter table hotels (replicaIdentity)",
    ],
  ])
  expect(ways(identified("ix", "id"), identified("ix", "code"))[0]).toHaveLength(4)
})

it("takes a table out of its parent with the columns that it has from there", () => {
  const parts = schema((op) => {
    op.createTable("stays", { id: t.integer(), note: t.text() })
    op.createTable("old", {})
    op.alterTable("old", { partitionOf: { table: "stays", bound: "default" } })
  })
  const apart = schema((op) => {
    op.createTable("stays", { id: t.integer(), note: t.text() })
    op.createTable("old", { id: t.integer(), note: t.text() })
  })
  const found = diff(parts, apart)
  expect(found.map((operation) => definitionOf(operation).describe(operation))).toEqual([
    "alter table old (partitionOf)",
  ])
  const reached = catalog(parts)
  for (const operation of found) definitionOf(operation).apply(operation, reached)
  expect(reached.schema()).toEqual(apart)
  expect(diff(apart, parts).map(({ kind }) => kind)).toEqual(["alterTable"])
})
