import { expect, it } from "vitest"

import { columnFrom } from "../../src/schema/column.ts"
import { check, foreignKey, index, primaryKey, unique } from "../../src/schema/constraints.ts"
import type { Declared } from "../../src/schema/declared.ts"
import { defineSchema } from "../../src/schema/define-schema.ts"
import { definedObject, definedView } from "../../src/schema/defined-object.ts"
import type { DefinedNode, SchemaNode } from "../../src/schema/model.ts"
import { namespace } from "../../src/schema/namespace.ts"
import { t } from "../../src/schema/t.ts"
import { table } from "../../src/schema/table.ts"
import { tableOptions } from "../../src/schema/table-options.ts"
import { sql } from "../../src/sql/sql.ts"
import { schema } from "../types/schema.ts"

interface Case {
  readonly name: string
  readonly declared: Record<string, Declared>
  readonly nodes: readonly SchemaNode[]
}

const id = t.integer().primaryKey()
const hotels = table("hotels", { id })
const mail: DefinedNode = { kind: "defined", type: "domain", name: "mail", options: { type: "text" } }
const kind = t.enum("kind", ["booking", "request"])
const hotelNodes: readonly SchemaNode[] = [
  { kind: "table", name: "hotels" },
  { kind: "column", table: "hotels", name: "id", type: "integer" },
  { kind: "primaryKey", table: "hotels", name: "pk_hotels", columns: ["id"] },
]

const cases: readonly Case[] = [
  { name: "nothing", declared: {}, nodes: [] },
  {
    name: "tables by name, a table's own parts behind it",
    declared: { b: table("b", { x: t.text() }), a: table("a", { x: t.text() }) },
    nodes: [
      { kind: "table", name: "a" },
      { kind: "column", table: "a", name: "x", type: "text" },
      { kind: "table", name: "b" },
      { kind: "column", table: "b", name: "x", type: "text" },
    ],
  },
  {
    name: "an enum that is only used, in another schema, and the schema",
    declared: { a: table("a", { x: t.enum("billing.kind", ["one"])().default("one") }) },
    nodes: [
      { kind: "namespace", name: "billing" },
      { kind: "enum", schema: "billing", name: "kind", values: ["one"] },
      { kind: "table", name: "a" },
      {
        kind: "column",
        table: "a",
        name: "x",
        type: "kind",
        enum: { schema: "billing", name: "kind" },
        default: "'one'",
      },
    ],
  },
  {
    name: "an enum that no column has, and one listed twice",
    declared: { kind, again: kind },
    nodes: [{ kind: "enum", name: "kind", values: ["booking", "request"] }],
  },
  {
    name: "references by thunk and by text, into another schema and back",
    declared: {
      hotels,
      invoices: table("billing.invoices", {
        id,
        hotel_id: t.integer().references(() => hotels.id, { onDelete: "cascade", onUpdate: "no action" }),
        previous_id: t.integer().nullable().references("billing.invoices.id", { name: "fk_previous" }),
      }),
    },
    nodes: [
      { kind: "namespace", name: "billing" },
      ...hotelNodes,
      { kind: "table", schema: "billing", name: "invoices" },
      { kind: "column", schema: "billing", table: "invoices", name: "id", type: "integer" },
      { kind: "column", schema: "billing", table: "invoices", name: "hotel_id", type: "integer" },
      {
        kind: "column",
        schema: "billing",
        table: "invoices",
        name: "previous_id",
        type: "integer",
        nullable: true,
      },
      { kind: "primaryKey", schema: "billing", table: "invoices", name: "pk_invoices", columns: ["id"] },
      {
        kind: "foreignKey",
        schema: "billing",
        table: "invoices",
        name: "fk_invoices_hotel_id",
        columns: ["hotel_id"],
        references: { table: "hotels", columns: ["id"] },
        onDelete: "cascade",
      },
      {
        kind: "foreignKey",
        schema: "billing",
        table: "invoices",
        name: "fk_previous",
        columns: ["previous_id"],
        references: { schema: "billing", table: "invoices", columns: ["id"] },
      },
    ],
  },
  {
    name: "schemas of the database that are listed, with what is said about them, and those in use",
    declared: {
      billing: namespace("billing", { comment: "money" }),
      empty: namespace("empty"),
      kind: t.enum("billing.kind", ["a"], { comment: "what it is" }),
      hotels: table("reporting.hotels", { id: t.integer() }),
    },
    nodes: [
      { kind: "namespace", name: "billing", comment: "money" },
      { kind: "namespace", name: "empty" },
      { kind: "namespace", name: "reporting" },
      { kind: "enum", schema: "billing", name: "kind", values: ["a"], comment: "what it is" },
      { kind: "table", schema: "reporting", name: "hotels" },
      { kind: "column", schema: "reporting", table: "hotels", name: "id", type: "integer" },
    ],
  },
  {
    name: "defined objects with what stands on them, and types that columns need",
    declared: {
      hotels,
      refresh: definedObject({
        type: "trigger",
        table: "hotels",
        name: "refresh",
        definition: " for each row execute function f() ",
        options: { timing: "after insert", constraint: undefined, enabled: false },
      }),
      totals: definedView(
        "billing.totals",
        { n: t.integer() },
        { type: "materialized view", definition: "select 1 as n", options: {}, comment: "sums" },
        [index().on("n").unique()],
      ),
      mails: table("mails", {
        to: columnFrom({ type: "mail", constraints: [], needs: [mail, kind["~enum"]] }),
        from: columnFrom({ type: "mail", constraints: [], needs: [mail] }),
      }),
    },
    nodes: [
      { kind: "namespace", name: "billing" },
      { kind: "enum", name: "kind", values: ["booking", "request"] },
      ...hotelNodes,
      {
        kind: "defined",
        type: "trigger",
        table: "hotels",
        name: "refresh",
        definition: "for each row execute function f()",
        options: { timing: "after insert", enabled: false },
      },
      { kind: "table", name: "mails" },
      { kind: "column", table: "mails", name: "to", type: "mail" },
      { kind: "column", table: "mails", name: "from", type: "mail" },
      mail,
      {
        kind: "defined",
        type: "materialized view",
        schema: "billing",
        name: "totals",
        definition: "select 1 as n",
        comment: "sums",
      },
      {
        kind: "index",
        schema: "billing",
        table: "totals",
        name: "ix_totals_n",
        keys: [{ column: "n" }],
        unique: true,
      },
    ],
  },
  {
    name: "partitions, and what refers to them and their parent",
    declared: {
      parts: table("parts", { id, day: t.date() }, (c) => [
        tableOptions({ partitionBy: { strategy: "list", keys: [c.id] } }),
      ]),
      first: table("first", {}, () => [
        tableOptions({ partitionOf: { table: "parts", bound: sql`for values in (${1})` } }),
        index("ix_first").on("day"),
      ]),
      child: table("child", { more: t.text() }, () => [
        tableOptions({ inherits: ["hotels"] }),
        check("ck", sql`id > 0`),
        index("ix_child").on("id"),
      ]),
      hotels,
      a: table("a", { x: t.integer().references("parts.id"), y: t.integer().references("first.id") }),
    },
    nodes: [
      { kind: "table", name: "a" },
      { kind: "column", table: "a", name: "x", type: "integer" },
      { kind: "column", table: "a", name: "y", type: "integer" },
      {
        kind: "foreignKey",
        table: "a",
        name: "fk_a_x",
        columns: ["x"],
        references: { table: "parts", columns: ["id"] },
      },
      {
        kind: "foreignKey",
        table: "a",
        name: "fk_a_y",
        columns: ["y"],
        references: { table: "first", columns: ["id"] },
      },
      { kind: "table", name: "child", inherits: [{ table: "hotels" }] },
      { kind: "column", table: "child", name: "more", type: "text" },
      { kind: "check", table: "child", name: "ck", expression: "id > 0" },
      { kind: "index", table: "child", name: "ix_child", keys: [{ column: "id" }] },
      { kind: "table", name: "first", partitionOf: { table: "parts", bound: "for values in (1)" } },
      { kind: "index", table: "first", name: "ix_first", keys: [{ column: "day" }] },
      ...hotelNodes,
      {
        kind: "table",
        name: "parts",
        partitionBy: { strategy: "list", keys: [{ column: "id" }] },
      },
      { kind: "column", table: "parts", name: "id", type: "integer" },
      { kind: "column", table: "parts", name: "day", type: "date" },
      { kind: "primaryKey", table: "parts", name: "pk_parts", columns: ["id"] },
    ],
  },
  {
    name: "constraints and indexes beside the columns",
    declared: {
      rooms: table("rooms", { hotel: t.integer(), number: t.integer(), name: t.text() }, (c) => [
        primaryKey("pk").on(c.hotel, c.number),
        unique().on(c.name, "hotel"),
        check("ck_rooms", sql` number > ${0} `),
        index("ix_plain").on(c.name),
        index()
          .on(c.name.desc().nullsLast(), sql`lower(name)`, { expression: "1", descending: true })
          .where(sql`name <> ${"it's"}`)
          .unique(),
        foreignKey().on(c.hotel, c.number).references("rooms", ["hotel", "number"], { onDelete: "set null" }),
      ]),
    },
    nodes: [
      { kind: "table", name: "rooms" },
      { kind: "column", table: "rooms", name: "hotel", type: "integer" },
      { kind: "column", table: "rooms", name: "number", type: "integer" },
      { kind: "column", table: "rooms", name: "name", type: "text" },
      { kind: "primaryKey", table: "rooms", name: "pk", columns: ["hotel", "number"] },
      { kind: "unique", table: "rooms", name: "uq_rooms_name_hotel", columns: ["name", "hotel"] },
      {
        kind: "foreignKey",
        table: "rooms",
        name: "fk_rooms_hotel_number",
        columns: ["hotel", "number"],
        references: { table: "rooms", columns: ["hotel", "number"] },
        onDelete: "set null",
      },
      { kind: "check", table: "rooms", name: "ck_rooms", expression: "number > 0" },
      { kind: "index", table: "rooms", name: "ix_plain", keys: [{ column: "name" }] },
      {
        kind: "index",
        table: "rooms",
        name: "ix_rooms_name_expression_expression",
        keys: [
          { column: "name", descending: true, nulls: "last" },
          { expression: "lower(name)" },
          { expression: "1", descending: true },
        ],
        unique: true,
        where: "name <> 'it''s'",
      },
    ],
  },
]

it.each(cases)("declares $name", ({ declared, nodes }) => {
  expect(defineSchema(declared)["~schema"].nodes).toEqual(nodes)
})

it("spells names by casing and names what is unnamed by the convention", () => {
  const guests = table(
    "hotelGuests",
    {
      guestId: id,
      bestFriend: t.integer().nullable().references("hotelGuests.guestId").renamedFrom("friend"),
    },
    (c) => [index().on(c.bestFriend)],
  )
  const declared = defineSchema(
    { guests },
    { casing: "snake_case", names: { index: "{table}_{columns}_idx" } },
  )
  expect(declared["~schema"].nodes).toEqual([
    { kind: "table", name: "hotel_guests" },
    { kind: "column", table: "hotel_guests", name: "guest_id", type: "integer" },
    { kind: "column", table: "hotel_guests", name: "best_friend", type: "integer", nullable: true },
    { kind: "primaryKey", table: "hotel_guests", name: "pk_hotel_guests", columns: ["guest_id"] },
    {
      kind: "foreignKey",
      table: "hotel_guests",
      name: "fk_hotel_guests_best_friend",
      columns: ["best_friend"],
      references: { table: "hotel_guests", columns: ["guest_id"] },
    },
    {
      kind: "index",
      table: "hotel_guests",
      name: "hotel_guests_best_friend_idx",
      keys: [{ column: "best_friend" }],
    },
  ])
  expect(declared["~renames"]).toEqual([{ table: "hotel_guests", from: "friend", to: "best_friend" }])
})

it("spells what Kysely names by casing: views and the tables that something stands on", () => {
  const declared = {
    guests: table("hotelGuests", { id }),
    list: definedView("guestList", { theId: t.integer() }, { type: "view", definition: "select 1" }, [
      index().on("theId"),
    ]),
    tr: definedObject({ type: "trigger", table: "hotelGuests", name: "onGuest" }),
    f: definedObject({ type: "function", name: "lastGuest()", definition: "()" }),
  }
  const { nodes } = defineSchema(declared, { casing: "snake_case" })["~schema"]
  expect(nodes.filter((node) => node.kind === "defined" || node.kind === "index")).toEqual([
    { kind: "defined", type: "trigger", table: "hotel_guests", name: "onGuest" },
    { kind: "defined", type: "view", name: "guest_list", definition: "select 1" },
    { kind: "index", table: "guest_list", name: "ix_guest_list_the_id", keys: [{ column: "the_id" }] },
    { kind: "defined", type: "function", name: "lastGuest()", definition: "()" },
  ])
})

it("declares rings within a file and over two, as plain frozen data", () => {
  const model = schema["~schema"]
  expect(JSON.parse(JSON.stringify(model))).toEqual(model)
  expect(model.nodes.every((node) => deeplyFrozen(node))).toBe(true)
  expect(
    model.nodes.flatMap((node) =>
      node.kind === "foreignKey" ? [`${node.name} → ${node.references.table}`] : [],
    ),
  ).toEqual([
    "fk_conversions_hotel_id → hotels",
    "fk_previous → hotels",
    "fk_guests_favourite_id → hotels",
    "fk_hotels_best_conversion_id → conversions",
    "fk_hotels_owner_id → guests",
    "fk_hotels_parent_id → hotels",
    "fk_stays_guest_id → guests",
    "fk_stays_hotel_id → hotels",
  ])
})

function deeplyFrozen(value: unknown): boolean {
  return (
    typeof value !== "object" ||
    value === null ||
    (Object.isFrozen(value) && Object.values(value).every(deeplyFrozen))
  )
}
