import { execFileSync } from "node:child_process"

import { catalog, type ColumnNode, type Schema, type SchemaNode } from "@aludel/core/dialect"
import fc from "fast-check"
import { expect, it } from "vitest"

import { check, defineSchema, foreignKey, index, primaryKey, sql, t, table, unique } from "../src/index.ts"
import { withDangling } from "../src/dangling.ts"
import { introspect } from "../src/introspect.ts"
import { columnType, modelType } from "../src/types.ts"
import { create, freshPath, open, rows, type Library } from "./database.ts"

const kind = t.enum("conversion_kind", ["booking", "request"])
const hotels = table("hotels", {
  id: t.bigint().identity().primaryKey(),
  code: t.varchar(20).unique(),
  "o'dd \"name": t.text().nullable().default("it's"),
  active: t.boolean().default(1),
  opened: t.timestamptz().default(sql`current_timestamp`),
  rate: t
    .numeric(10, 2)
    .nullable()
    .check(sql`rate > 0`),
  data: t.json().default(sql`json('{}')`),
  photo: t.bytes().nullable(),
})
const conversions = table(
  "conversions",
  {
    hotel_id: t.bigint().references(() => hotels.id, { onDelete: "cascade" }),
    number: t.integer(),
    before_hotel: t.bigint().nullable(),
    before_number: t.integer().nullable(),
    kind: kind().default("booking"),
  },
  (c) => [
    primaryKey().on(c.hotel_id, c.number),
    unique("uq_before").on(c.before_number, c.before_hotel),
    foreignKey("fk_before")
      .on(c.before_hotel, c.before_number)
      .references("conversions", ["hotel_id", "number"], { onUpdate: "set null" }),
    check("ck_number", sql`number > 0 and (kind <> 'a)' or number < 7)`),
    index("ix_kind")
      .on(sql`lower(kind)`, c.number.desc())
      .where(sql`kind <> 'request'`),
    index("ix_number").on(c.number, c.kind).unique(),
  ],
)
const declared = defineSchema({ hotels, conversions, kind })["~schema"]

it.each<Library>(["better-sqlite3", "node:sqlite"])(
  "what is created is read back, with %s",
  async (library) => {
    const db = open(":memory:", library)
    await create(db, declared)
    expect((await introspect(db, {})).nodes).toEqual(asSqliteHasIt(declared).nodes)
  },
)

it("checks without a name keep the one that they are given when their table is created from what was read", async () => {
  const [first, second] = [open(":memory:"), open(":memory:")]
  await rows(
    first,
    `create table t (a text check (length(a) > 2), b integer check (b in (0, 1)) check (b <> a), c text,
      constraint ck_t_c check (c <> ''), check (c <> 'x'), check ("A" <> 'b'), check (1))`,
  )
  const read = await introspect(first, {})
  await create(second, read)
  expect((await introspect(second, {})).nodes).toEqual(read.nodes)
  expect(read.nodes.flatMap((node) => (node.kind === "check" ? [[node.name, node.expression]] : []))).toEqual(
    [
      ["ck_t_1", "1"],
      ["ck_t_a", "length(a) > 2"],
      ["ck_t_a_2", "a <> 'b'"],
      ["ck_t_b", "b in (0, 1)"],
      ["ck_t_b_2", "b <> a"],
      ["ck_t_c", "c <> ''"],
      ["ck_t_c_2", "c <> 'x'"],
    ],
  )
})

it("any table is read back as it was created", async () => {
  await fc.assert(
    fc.asyncProperty(anySchema, async (schema) => {
      const db = open()
      await create(db, schema)
      const read = await introspect(db, {})
      expect(read.nodes).toEqual(withDangling(asSqliteHasIt(schema)).nodes)
      const again = open()
      await create(again, read)
      expect(await introspect(again, {})).toEqual(read)
    }),
    { numRuns: 60 },
  )
})

it("the engine's own shell sees the same", async () => {
  const path = freshPath()
  const db = open(path)
  await create(db, declared)
  const tables = shell(path, "select count(*) from sqlite_schema where sql is not null")
  if (tables === undefined) return
  expect(tables).toBe("4")
  expect(shell(path, "pragma integrity_check; pragma foreign_key_check")).toBe("ok")
  shell(path, "insert into hotels (code, data) values ('a', '{}'), ('b', '{}')")
  expect(await rows(db, `select id, active, "o'dd ""name" as name from hotels`)).toEqual([
    { id: 1, active: 1, name: "it's" },
    { id: 2, active: 1, name: "it's" },
  ])
})

// A bare machine may lack the shell; where the observers are promised, its absence is a failure.
function shell(path: string, text: string): string | undefined {
  try {
    return execFileSync("sqlite3", [path, text], { encoding: "utf8" }).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || process.env["ALUDEL_REQUIRE_OBSERVERS"])
      throw error
    return undefined
  }
}

/** What SQLite can tell of a schema: storage classes for types, no enums, no identity. */
function asSqliteHasIt(schema: Schema): Schema {
  const nodes = schema.nodes.filter((node) => node.kind !== "enum")
  return catalog({
    nodes: nodes.map((node): SchemaNode => (node.kind === "column" ? storedColumn(node) : node)),
  }).schema()
}

function storedColumn({ enum: _, identity: __, ...column }: ColumnNode): ColumnNode {
  return { ...column, type: modelType(columnType({ type: column.type, ...(_ && { enum: _ }) })) }
}

const name = fc.oneof(
  fc.constantFrom(
    "order",
    "Group",
    "a b",
    'q"uote',
    "it's",
    "größe",
    "x",
    "select",
    "[b]",
    "`t`",
    "a.b",
    "--",
    "/*",
    "?",
  ),
  fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/),
)
const literal = fc.constantFrom(
  "'a'",
  "'it''s; --'",
  "-1.5",
  "0",
  "x'00'",
  "current_timestamp",
  "lower('A' || ')')",
  "1 + (2)",
  "null",
)
const columnShape = fc.record({
  type: fc.constantFrom(
    "integer",
    "bigint",
    "text",
    "varchar(5)",
    "boolean",
    "numeric(5,1)",
    "double",
    "bytes",
    "json",
    "date",
    "datetime",
  ),
  nullable: fc.boolean(),
  default: fc.option(literal, { nil: undefined }),
})
const byName = { selector: (text: string) => text.toLowerCase() }
const anySchema = fc
  .record({
    table: name.filter((text) => !text.startsWith("sqlite_")),
    columns: fc.uniqueArray(name, { minLength: 1, maxLength: 4, ...byName }),
    shapes: fc.array(columnShape, { minLength: 4, maxLength: 4 }),
    names: fc.uniqueArray(name, { minLength: 5, maxLength: 5, ...byName }),
    keys: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  })
  .map(({ table: on, columns, shapes, names, keys }): Schema => {
    const quoted = `"${columns.at(0)!.replaceAll('"', '""')}"`
    const spelled =
      /^[a-z_][a-z0-9_]*$/.test(columns.at(0)!) && !["order", "select"].includes(columns.at(0)!)
        ? columns.at(0)!
        : quoted
    const parts: readonly SchemaNode[] = [
      { kind: "primaryKey", table: on, name: names.at(0)!, columns: [columns.at(-1)!] },
      { kind: "unique", table: on, name: names.at(1)!, columns },
      {
        kind: "foreignKey",
        table: on,
        name: names.at(2)!,
        columns: [columns.at(0)!],
        references: { table: on, columns: [columns.at(-1)!] },
        onDelete: "set null",
      },
      { kind: "check", table: on, name: names.at(3)!, expression: `${spelled} <> 'a)' or 1` },
      {
        kind: "index",
        table: on,
        name: `ix ${names.at(4)!}`,
        keys: [{ expression: `lower(${spelled})`, descending: true }, { column: columns.at(-1)! }],
        where: `${spelled} is not null`,
      },
    ]
    return {
      nodes: [
        { kind: "table", name: on },
        ...columns.map((column, position): ColumnNode => {
          const shape = shapes.at(position)!
          const nullable = shape.nullable && position < columns.length - 1
          return {
            kind: "column",
            table: on,
            name: column,
            type: shape.type,
            ...(nullable && { nullable: true as const }),
            ...(shape.default !== undefined && { default: shape.default }),
          }
        }),
        ...parts.filter(
          (part, position) => keys[position] && !(part.kind === "unique" && columns.length === 1 && keys[0]),
        ),
      ],
    }
  })
