import { expect, it } from "vitest"

import { isAludelError } from "../../src/errors/error.ts"
import { check, foreignKey, index, primaryKey, unique } from "../../src/schema/constraints.ts"
import type { Declared } from "../../src/schema/declared.ts"
import { definedObject, definedView } from "../../src/schema/defined-object.ts"
import { defineSchema, type SchemaOptions } from "../../src/schema/define-schema.ts"
import { t } from "../../src/schema/t.ts"
import { table } from "../../src/schema/table.ts"
import { tableOptions } from "../../src/schema/table-options.ts"
import { sql } from "../../src/sql/sql.ts"

interface Case {
  readonly name: string
  readonly declared: readonly Declared[]
  readonly options?: SchemaOptions
  readonly problems: readonly string[]
}

const id = t.integer().primaryKey()
const hotels = table("hotels", { id, code: t.text() })
const kind = t.enum("kind", ["a"])
const totals = definedView("totals", { n: t.integer() }, { type: "view", definition: "select 1 as n" })

const cases: readonly Case[] = [
  {
    name: "two tables of one name",
    declared: [hotels, table("hotels", { id })],
    problems: ["the table hotels is declared twice"],
  },
  {
    name: "what no schema is made of",
    declared: [t.text() as never, undefined as never],
    problems: ['"0" is nothing that a schema is made of', '"1" is nothing that a schema is made of'],
  },
  {
    name: "columns that are none",
    declared: [table("a", { id, x: kind as never, y: undefined as never })],
    problems: ["a.x is not a column", "a.y is not a column"],
  },
  {
    name: "thunks that give no column, columns of several tables, or fail",
    declared: [
      hotels,
      table(
        "a",
        {
          id,
          x: t.integer().references(() => hotels),
          y: t.integer().references(() => t.integer()),
          z: t.integer().references(() => {
            throw new ReferenceError("Cannot access 'guests' before initialization")
          }),
          w: t.integer().references("hotels" as never),
        },
        (c) => [
          foreignKey()
            .on(c.x, c.y)
            .references(() => [hotels.id, other.id]),
        ],
      ),
    ],
    problems: [
      "a.x refers to what is no column of one table",
      "a.y refers to what is no column of one table",
      "the reference of a.z failed: Cannot access 'guests' before initialization",
      'a.w refers to "hotels", which names no column',
      "a.x, y refers to what is no column of one table",
    ],
  },
  {
    name: "references to what is not in the schema, or not unique",
    declared: [
      hotels,
      table("billing.invoices", { id }),
      table(
        "a",
        {
          x: t.integer().references(() => other.id),
          y: t.text().references("hotels.name"),
          z: t.text().references(() => hotels.code),
          u: t.integer().references("billing.typo.id"),
          // Of this schema nothing is declared.
          v: t.integer().references("auth.users.id"),
        },
        (c) => [foreignKey().on(c.x, c.y).references("hotels", ["id"])],
      ),
    ],
    problems: [
      "the foreign key fk_a_x of a points at other, which is no table of the schema",
      "the foreign key fk_a_y of a points at hotels.name, which is no column",
      "the foreign key fk_a_z of a points at hotels (code), which several rows may have",
      "the foreign key fk_a_u of a points at billing.typo, which is no table of the schema",
      "the foreign key fk_a_x_y of a has 2 columns, but points at 1",
    ],
  },
  {
    name: "names that are taken",
    declared: [
      hotels,
      kind,
      table("kind", { id: t.integer().unique("hotels") }),
      table("b", { a: t.integer(), c: t.integer() }, (c) => [
        unique("ck").on(c.a),
        check("ck", sql`a > 0`),
        index().on(c.a),
        index().on(c.a).unique(),
      ]),
    ],
    problems: [
      "the name kind is used twice: by the enum kind and by the table kind",
      "the name hotels is used twice: by the table hotels and by the unique constraint hotels of kind",
      "the name ck is used twice: by the unique constraint ck of b and by the check constraint ck of b",
      "the name ix_b_a is used twice: by the index ix_b_a of b and by the index ix_b_a of b",
    ],
  },
  {
    name: "indexes on no column, on one that is not there, constraints that name one twice",
    declared: [
      table("a", { id }, (c) => [
        (index("ix").on as () => never)(),
        index("ix_b").on("b", sql`c`),
        unique("uq").on(c.id, "id"),
      ]),
    ],
    problems: [
      "the index ix of a stands on no column",
      "the index ix_b of a stands on b, which is no column of the table",
      "the unique constraint uq of a names id twice",
    ],
  },
  {
    name: "keys that contradict themselves",
    declared: [
      table("a", { x: id, y: id.nullable(), z: t.integer().identity().default(1).nullable() }, (c) => [
        primaryKey("pk").on(c.x),
      ]),
    ],
    problems: [
      "the name pk_a is used twice: by the primary key pk_a of a and by the primary key pk_a of a",
      "the table a has several primary keys",
      "a.y is nullable, but in the primary key",
      "a.z is nullable, but the engine assigns its numbers",
      "a.z has a default, but the engine assigns its numbers",
    ],
  },
  {
    name: "names that are too long, empty, or have a dot too many",
    declared: [
      table("a", { ["é".repeat(32)]: t.text(), "": t.text(), b: t.integer().references("a.b.c.d") }),
      table("a.b.c", { id }),
    ],
    problems: [
      "the name a.b.c.d has a dot too many",
      "the name a.b.c has a dot too many",
      `the name of the column a.${"é".repeat(32)} has 64 bytes, and 63 are allowed`,
      "the column a. has an empty name",
    ],
  },
  {
    name: "defaults that do not fit, and nothing else about their columns",
    declared: [
      table("a", {
        id: t
          .integer()
          .default("x" as never)
          .primaryKey(),
        b: t.integer().references("a.id"),
      }),
    ],
    problems: ['the default "x" of a.id is no value of the type integer'],
  },
  {
    name: "enums without values, with one twice, and declared with others",
    declared: [t.enum("a", []), t.enum("b", ["x", "x"]), kind, table("c", { k: t.enum("kind", ["b"])() })],
    problems: [
      "the enum kind is declared twice, with different values",
      "the enum a has no values",
      'the enum b has the value "x" twice',
    ],
  },
  {
    name: "names that do not survive the casing, or become the same",
    declared: [table("a", { fooBAR: t.text(), foo_bar: t.text(), URL: t.text(), fine: t.text() })],
    options: { casing: "snake_case" },
    problems: [
      "a.fooBAR does not survive the casing: it is foo_bar in the database, and fooBar in rows",
      "a.foo_bar does not survive the casing: it is foo_bar in the database, and fooBar in rows",
      "a.URL does not survive the casing: it is url in the database, and url in rows",
      "the name foo_bar is used twice: by the column a.foo_bar and by the column a.foo_bar",
    ],
  },
  {
    name: "what stands on a table or a view that is not there",
    declared: [
      hotels,
      totals,
      definedObject({ type: "trigger", table: "hotels", name: "tr" }),
      definedObject({ type: "trigger", table: "totals", name: "tr" }),
      definedObject({ type: "trigger", schema: "billing", table: "hotels", name: "tr" }),
      definedObject({ type: "policy", table: "guests", name: "p" }),
    ],
    problems: [
      "the trigger tr of billing.hotels stands on no table or view of the schema",
      "the policy p of guests stands on no table or view of the schema",
    ],
  },
  {
    name: "objects that are declared twice, and names that views share with others",
    declared: [
      hotels,
      totals,
      totals,
      definedView("totals", { n: t.integer() }, { type: "view", definition: "select 2 as n" }),
      definedView("totals", { n: t.integer() }, { type: "materialized view", definition: "select 1 as n" }),
      definedView("hotels", { n: t.integer() }, { type: "view", definition: "select 1 as n" }),
      definedObject({ type: "function", name: "f(integer)", definition: "()" }),
      definedObject({ type: "function", name: "f(text)", definition: "()" }),
    ],
    problems: [
      "the view totals is declared twice, differently",
      "the name totals is used twice: by the view totals and by the materialized view totals",
      "the name hotels is used twice: by the table hotels and by the view hotels",
    ],
  },
  {
    name: "names of objects that are too long, those of routines without their arguments",
    declared: [
      definedObject({ type: "sequence", name: "s".repeat(64) }),
      definedObject({
        type: "function",
        name: `${"f".repeat(63)}(timestamp with time zone)`,
        definition: "()",
      }),
      definedObject({ type: "function", name: `${"f".repeat(64)}(integer)`, definition: "()" }),
    ],
    problems: [
      `the name of the sequence ${"s".repeat(64)} has 64 bytes, and 63 are allowed`,
      `the name of the function ${"f".repeat(64)}(integer) has 64 bytes, and 63 are allowed`,
    ],
  },
  {
    name: "partitions of what is not there or not partitioned, with columns, and by no column",
    declared: [
      hotels,
      table("a", {}, () => [tableOptions({ partitionOf: { table: "other", bound: "default" } })]),
      table("b", {}, () => [tableOptions({ partitionOf: { table: "hotels", bound: "default" } })]),
      table("c", { id }, (c) => [tableOptions({ partitionBy: { strategy: "list", keys: [c.id, "x"] } })]),
      table("d", { x: t.text() }, () => [tableOptions({ partitionOf: { table: "c", bound: "default" } })]),
      table("e", {}, () => [
        tableOptions({ partitionOf: { table: "c", bound: "default" } }),
        index("ix_e").on("x"),
        primaryKey("pk_e").on("id"),
      ]),
      table("f", {}, () => [tableOptions({ inherits: ["hotels", "other"] }), index("ix_f").on("x")]),
    ],
    problems: [
      "the table a is a partition of other, which is no table of the schema",
      "the table b is a partition of hotels, which is not partitioned",
      "the table f inherits from other, which is no table of the schema",
      "the table c is partitioned by x, which is no column of it",
      "the partition d has columns of its own",
      "the table e has several primary keys",
      "the index ix_e of e stands on x, which is no column of the table",
    ],
  },
  {
    name: "columns that are computed and more, and columns that attributes name",
    declared: [
      table(
        "a",
        {
          id,
          x: t
            .integer()
            .default(1)
            .generated(sql`id`),
          y: t
            .integer()
            .identity()
            .generated(sql`id`),
        },
        (c) => [
          unique("uq")
            .on(c.id)
            .with({ include: ["b"], descending: ["c"], collations: { d: "NOCASE" } }),
          foreignKey("fk")
            .on(c.id)
            .references("a", ["id"], { onDeleteColumns: ["e"] }),
        ],
      ),
    ],
    problems: [
      "a.x has a default, but is computed",
      "a.y is computed, but the engine assigns its numbers",
      "the unique constraint uq of a stands on b, which is no column of the table",
      "the unique constraint uq of a stands on c, which is no column of the table",
      "the unique constraint uq of a stands on d, which is no column of the table",
      "the foreign key fk of a stands on e, which is no column of the table",
    ],
  },
  {
    name: "a value without a literal in an expression",
    declared: [table("a", { id }, () => [check("ck", sql`id > ${{}}`)])],
    problems: ["no SQL literal can be made of a value of type Object"],
  },
]

const other = table("other", { id })

it.each(cases)("tells $name", ({ declared, options, problems }) => {
  expect(messages(() => defineSchema(Object.fromEntries(declared.entries()), options))).toEqual(problems)
})

it("says one problem as it is, and several as a list with what to do", () => {
  expect(() => defineSchema({ a: table("a", { b: id.nullable() }) })).toThrow(
    /^a\.b is nullable, but in the primary key$/,
  )
  expect(() =>
    defineSchema({ a: table("a", { b: kind as never, c: t.integer().default("x" as never) }) }),
  ).toThrow(
    [
      "the declared schema has 2 problems:",
      "- a.b is not a column. Write the type with parentheses: t.text().",
      '- the default "x" of a.c is no value of the type integer. Write a value of the type, or SQL: sql`…`.',
    ].join("\n"),
  )
})

function messages(work: () => unknown): readonly string[] {
  try {
    work()
  } catch (error) {
    if (!isAludelError(error) || error.code !== "schema/invalid") throw error
    return (error.details["problems"] as readonly { readonly message: string }[]).map(
      ({ message }) => message,
    )
  }
  return []
}
