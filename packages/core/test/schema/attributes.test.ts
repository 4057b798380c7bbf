import { expect, it } from "vitest"

import { columnRefs } from "../../src/schema/column-ref.ts"
import type { AnyColumn } from "../../src/schema/column.ts"
import { check, foreignKey, index, primaryKey, unique, type Extra } from "../../src/schema/constraints.ts"
import { defineSchema } from "../../src/schema/define-schema.ts"
import { exclusion } from "../../src/schema/exclusion.ts"
import { t } from "../../src/schema/t.ts"
import { table } from "../../src/schema/table.ts"
import { tableOptions, type TableOptions } from "../../src/schema/table-options.ts"
import { columnNodes, extraNode, tableNodes } from "../../src/schema/table-nodes.ts"
import { sql } from "../../src/sql/sql.ts"

const c = columnRefs(["room", "guest", "during"])
const on = { table: "stays", name: "x" }

it.each<{ name: string; column: AnyColumn; node: object }>([
  {
    name: "computed when it is read",
    column: t.integer().generated(sql` room * ${2} `),
    node: { type: "integer", generated: { expression: "room * 2" } },
  },
  {
    name: "computed on every write",
    column: t
      .integer()
      .nullable()
      .generated(sql`room`, { stored: true }),
    node: { type: "integer", nullable: true, generated: { expression: "room", stored: true } },
  },
  {
    name: "numbered, the numbers as text",
    column: t
      .bigint()
      .identity({ start: 5, increment: 2n, minimum: "-9", maximum: 9_007_199_254_740_993n, cache: 20 }),
    node: {
      type: "bigint",
      identity: {
        always: true,
        start: "5",
        increment: "2",
        minimum: "-9",
        maximum: "9007199254740993",
        cache: "20",
      },
    },
  },
  {
    name: "numbered as the engine would by itself",
    column: t.integer().identity({
      always: false,
      start: 1,
      increment: 1,
      minimum: 1,
      maximum: 2_147_483_647,
      cache: 1,
      cycle: false,
    }),
    node: { type: "integer", identity: { always: false } },
  },
  {
    name: "numbered downwards, from its own maximum",
    column: t.smallint().identity({ increment: -1, start: 10, minimum: -32_768, maximum: 10, cycle: true }),
    node: { type: "smallint", identity: { always: true, increment: "-1", maximum: "10", cycle: true } },
  },
  {
    name: "with a sequence of its own name",
    column: t.integer().identity({ sequence: "numbers" }),
    node: { type: "integer", identity: { always: true, sequence: "numbers" } },
  },
  {
    name: "with all that it can be besides, said in two calls",
    column: t
      .text()
      .with({ collation: '"C"', compression: "lz4", storage: "main", comment: "first" })
      .with({
        statistics: 0,
        parameters: { n_distinct: -0.5 },
        notNull: { name: "nn", noInherit: true, notValid: true, onConflict: "ignore" },
        comment: "second",
      }),
    node: {
      type: "text",
      collation: '"C"',
      compression: "lz4",
      storage: "main",
      statistics: 0,
      parameters: { n_distinct: "-0.5" },
      notNull: { name: "nn", noInherit: true, notValid: true, onConflict: "ignore" },
      comment: "second",
    },
  },
  {
    name: "with what says nothing",
    column: t
      .text()
      .with({ collation: undefined, comment: "", parameters: {}, notNull: { noInherit: false } }),
    node: { type: "text" },
  },
])("a column $name", ({ column, node }) => {
  expect(columnNodes({ name: "stays" }, "x", column)).toStrictEqual([{ kind: "column", ...on, ...node }])
})

it.each<{ name: string; extra: Extra; node: object }>([
  {
    name: "a primary key",
    extra: primaryKey("x")
      .on(c.room, c.during)
      .with({ withoutOverlaps: true, include: [c.guest], deferrable: "deferred" })
      .with({ parameters: { fillfactor: 70, deduplicate_items: false }, comment: "key" }),
    node: {
      kind: "primaryKey",
      columns: ["room", "during"],
      withoutOverlaps: true,
      include: ["guest"],
      deferrable: "deferred",
      parameters: { deduplicate_items: "false", fillfactor: "70" },
      comment: "key",
    },
  },
  {
    name: "a primary key of SQLite",
    extra: primaryKey("x")
      .on(c.room, "guest")
      .with({ onConflict: "replace", descending: [c.room], collations: { guest: "NOCASE" }, unnamed: true }),
    node: {
      kind: "primaryKey",
      columns: ["room", "guest"],
      onConflict: "replace",
      descending: ["room"],
      collations: { guest: "NOCASE" },
      unnamed: true,
    },
  },
  {
    name: "a unique constraint",
    extra: unique("x").on(c.room).with({ nullsNotDistinct: true, include: [], deferrable: "immediate" }),
    node: { kind: "unique", columns: ["room"], nullsNotDistinct: true, deferrable: "immediate" },
  },
  {
    name: "a foreign key",
    extra: foreignKey("x")
      .on(c.room, c.during)
      .references("rooms", ["id", "open"], {
        onDelete: "set null",
        onUpdate: "no action",
        onDeleteColumns: [c.room],
        match: "full",
        deferrable: "deferred",
        notValid: true,
        notEnforced: true,
        period: true,
        comment: "key",
      }),
    node: {
      kind: "foreignKey",
      columns: ["room", "during"],
      references: { table: "rooms", columns: ["id", "open"] },
      onDelete: "set null",
      onDeleteColumns: ["room"],
      match: "full",
      deferrable: "deferred",
      notValid: true,
      notEnforced: true,
      period: true,
      comment: "key",
    },
  },
  {
    name: "a check",
    extra: check("x", sql`room > ${0}`, {
      noInherit: true,
      notValid: true,
      notEnforced: false,
      comment: "c",
    }),
    node: { kind: "check", expression: "room > 0", noInherit: true, notValid: true, comment: "c" },
  },
  {
    name: "an exclusion constraint",
    extra: exclusion("x")
      .using("gist")
      .on(
        [c.room, "="],
        [sql` lower(guest) `, "operator(public.~~)"],
        [{ column: c.during, operatorClass: "o" }, "&&"],
      )
      .where(sql`room > 0`)
      .with({ include: [c.guest], deferrable: "immediate", parameters: { buffering: "auto" }, comment: "c" }),
    node: {
      kind: "exclusion",
      method: "gist",
      elements: [
        { column: "room", operator: "=" },
        { expression: "lower(guest)", operator: "operator(public.~~)" },
        { column: "during", operatorClass: "o", operator: "&&" },
      ],
      where: "room > 0",
      include: ["guest"],
      deferrable: "immediate",
      parameters: { buffering: "auto" },
      comment: "c",
    },
  },
  {
    name: "an index",
    extra: index("x")
      .on(
        {
          column: "guest",
          collation: '"C"',
          operatorClass: "text_pattern_ops",
          descending: true,
          nulls: "last",
        },
        { expression: sql`room + ${1}`, descending: false },
      )
      .unique()
      .using("gin")
      .where(sql`room > 0`)
      .with({ include: ["during"], nullsNotDistinct: true, parameters: { fastupdate: "off" }, comment: "c" }),
    node: {
      kind: "index",
      keys: [
        {
          column: "guest",
          collation: '"C"',
          operatorClass: "text_pattern_ops",
          descending: true,
          nulls: "last",
        },
        { expression: "room + 1" },
      ],
      unique: true,
      method: "gin",
      where: "room > 0",
      include: ["during"],
      nullsNotDistinct: true,
      parameters: { fastupdate: "off" },
      comment: "c",
    },
  },
  {
    name: "a btree",
    extra: index("x").on(c.room).using("btree"),
    node: { kind: "index", keys: [{ column: "room" }] },
  },
])("$name with all that it can be besides", ({ extra, node }) => {
  expect(extraNode({ name: "stays" }, extra)).toStrictEqual({ ...on, ...node })
})

it("an exclusion constraint without a name is named by the convention", () => {
  const extra = exclusion()
    .using("gist")
    .on([c.room, "="], [sql`lower(guest)`, "="])
  expect(extraNode({ name: "stays" }, extra).name).toBe("ex_stays_room_expression")
})

it.each<{ name: string; options: TableOptions; node: object }>([
  {
    name: "settings",
    options: {
      unlogged: true,
      parameters: { fillfactor: 70, "toast.autovacuum_enabled": false },
      accessMethod: "heap2",
      rowSecurity: true,
      forceRowSecurity: true,
      replicaIdentity: { index: "ix" },
      strict: true,
      withoutRowid: true,
      comment: "nights",
    },
    node: {
      unlogged: true,
      parameters: { fillfactor: "70", "toast.autovacuum_enabled": "false" },
      accessMethod: "heap2",
      rowSecurity: true,
      forceRowSecurity: true,
      replicaIdentity: { index: "ix" },
      strict: true,
      withoutRowid: true,
      comment: "nights",
    },
  },
  {
    name: "partitions",
    options: {
      partitionBy: {
        strategy: "range",
        keys: [
          c.room,
          "guest",
          sql` lower(guest) `,
          { column: "during", collation: '"C"', operatorClass: "o" },
        ],
      },
    },
    node: {
      partitionBy: {
        strategy: "range",
        keys: [
          { column: "room" },
          { column: "guest" },
          { expression: "lower(guest)" },
          { column: "during", collation: '"C"', operatorClass: "o" },
        ],
      },
    },
  },
  {
    name: "a parent",
    options: {
      partitionOf: { table: "billing.all_stays", bound: sql` for values in (${1}) ` },
      overrides: { room: { default: sql`${1}`, nullable: false }, guest: { default: null } },
    },
    node: {
      partitionOf: { schema: "billing", table: "all_stays", bound: "for values in (1)" },
      overrides: { room: { default: "1", nullable: false }, guest: { default: null } },
    },
  },
  {
    name: "parents, as text and as nodes have them",
    options: { inherits: ["a", "billing.b", { table: "d.e" }, { schema: "f", table: "g" }] },
    node: {
      inherits: [
        { table: "a" },
        { schema: "billing", table: "b" },
        { schema: "d", table: "e" },
        { schema: "f", table: "g" },
      ],
    },
  },
  { name: "nothing", options: { unlogged: false, comment: undefined }, node: {} },
])("a table with $name", ({ options, node }) => {
  expect(tableNodes({ name: "stays" }, {}, [tableOptions(options)])).toStrictEqual([
    { kind: "table", name: "stays", ...node },
  ])
})

it("what a table is besides can be said in pieces, but not as a constraint", () => {
  const pieces = [tableOptions({ unlogged: true, comment: "a" }), tableOptions({ comment: "b" })]
  expect(tableNodes({ name: "a" }, {}, pieces)).toStrictEqual([
    { kind: "table", name: "a", unlogged: true, comment: "b" },
  ])
  expect(() => extraNode({ name: "a" }, pieces[0]!)).toThrow(
    expect.objectContaining({
      code: "schema/invalid",
      message: "what a table is besides is no constraint and no index",
    }),
  )
})

it("casing spells the columns that attributes name, and nothing else", () => {
  const parents = table(
    "allStays",
    { roomNumber: t.integer().primaryKey(), theGuest: t.text(), myDay: t.date() },
    (k) => [
      unique("uq")
        .on(k.roomNumber)
        .with({ include: [k.theGuest], descending: [k.roomNumber], collations: { roomNumber: "NOCASE" } }),
      foreignKey("fk")
        .on(k.roomNumber)
        .references(() => parents.roomNumber, { onDelete: "set null", onDeleteColumns: [k.roomNumber] }),
      exclusion("ex")
        .using("gist")
        .on([k.roomNumber, "="])
        .with({ include: [k.theGuest] }),
      index("ix")
        .on(k.myDay)
        .with({ include: [k.theGuest] }),
      tableOptions({ partitionBy: { strategy: "list", keys: [k.roomNumber] } }),
    ],
  )
  const nodes = defineSchema({ parents }, { casing: "snake_case" })["~schema"].nodes
  expect(nodes.filter((node) => node.kind !== "column" && node.kind !== "primaryKey")).toStrictEqual([
    {
      kind: "table",
      name: "all_stays",
      partitionBy: { strategy: "list", keys: [{ column: "room_number" }] },
    },
    {
      kind: "unique",
      table: "all_stays",
      name: "uq",
      columns: ["room_number"],
      include: ["the_guest"],
      descending: ["room_number"],
      collations: { room_number: "NOCASE" },
    },
    {
      kind: "foreignKey",
      table: "all_stays",
      name: "fk",
      columns: ["room_number"],
      references: { table: "all_stays", columns: ["room_number"] },
      onDelete: "set null",
      onDeleteColumns: ["room_number"],
    },
    {
      kind: "exclusion",
      table: "all_stays",
      name: "ex",
      method: "gist",
      elements: [{ column: "room_number", operator: "=" }],
      include: ["the_guest"],
    },
    {
      kind: "index",
      table: "all_stays",
      name: "ix",
      keys: [{ column: "my_day" }],
      include: ["the_guest"],
    },
  ])
})
