import type { AnyDatabase, Operation, Schema, SchemaNode, TablePartNode } from "@aludel/core/dialect"
import { catalog, nodeKey } from "@aludel/core/dialect"
import fc from "fast-check"
import { sql } from "kysely"
import { expect, it } from "vitest"

import { compileOperation } from "../../core/src/execution/compile.ts"
import { introspect } from "../src/introspect.ts"
import { scratch } from "../src/scratch.ts"
import { open, run, target } from "./database.ts"

const long = "n".repeat(63)

const hotels: Schema = {
  nodes: [
    { kind: "namespace", name: "Bill ing" },
    { kind: "enum", name: "Kind", values: ["it's", 'a "b"', "Ünï"] },
    { kind: "enum", schema: "Bill ing", name: "state", values: ["open"] },
    { kind: "table", name: "Hotels" },
    { kind: "column", table: "Hotels", name: "Id", type: "bigint", identity: { always: false } },
    {
      kind: "column",
      table: "Hotels",
      name: "select",
      type: "varchar(20)",
      default: "'it''s'::character varying",
    },
    {
      kind: "column",
      table: "Hotels",
      name: 'a "b" $1',
      type: "Kind",
      enum: { name: "Kind" },
      default: `'it''s'::"Kind"`,
    },
    { kind: "column", table: "Hotels", name: long, type: "double", nullable: true },
    { kind: "column", table: "Hotels", name: "made", type: "timestamptz(3)", default: "now()" },
    { kind: "column", table: "Hotels", name: "tags", type: "text[]", default: "'{}'::text[]" },
    { kind: "column", table: "Hotels", name: "raw", type: "bytes", nullable: true },
    { kind: "column", table: "Hotels", name: "doc", type: "json", default: "'{}'::jsonb" },
    { kind: "column", table: "Hotels", name: "old_doc", type: "pg_catalog.json", nullable: true },
    { kind: "column", table: "Hotels", name: "amount", type: "numeric(10,2)", default: "0.5" },
    { kind: "primaryKey", table: "Hotels", name: "PK", columns: ["Id"] },
    { kind: "unique", table: "Hotels", name: "Uq 1", columns: ["select", 'a "b" $1'] },
    {
      kind: "foreignKey",
      table: "Hotels",
      name: "fk_self",
      columns: ["Id"],
      references: { table: "Hotels", columns: ["Id"] },
      onDelete: "restrict",
    },
    { kind: "check", table: "Hotels", name: "ck", expression: `("select")::text <> '(x)'::text` },
    {
      kind: "index",
      table: "Hotels",
      name: `ix_${long}`.slice(0, 63),
      keys: [
        { column: "select", descending: true },
        { expression: `lower(("select")::text)`, nulls: "first" },
        { column: "made", descending: true, nulls: "last" },
      ],
      unique: true,
      where: `amount > (0)::numeric`,
    },
    { kind: "table", schema: "Bill ing", name: "invoices" },
    {
      kind: "column",
      schema: "Bill ing",
      table: "invoices",
      name: "id",
      type: "uuid",
      default: "gen_random_uuid()",
    },
    { kind: "column", schema: "Bill ing", table: "invoices", name: "hotel", type: "bigint", nullable: true },
    {
      kind: "column",
      schema: "Bill ing",
      table: "invoices",
      name: "state",
      type: "state",
      enum: { schema: "Bill ing", name: "state" },
      default: `'open'::"Bill ing".state`,
    },
    {
      kind: "foreignKey",
      schema: "Bill ing",
      table: "invoices",
      name: "fk_hotel",
      columns: ["hotel"],
      references: { table: "Hotels", columns: ["Id"] },
      onDelete: "set null",
      onUpdate: "cascade",
    },
    { kind: "index", schema: "Bill ing", table: "invoices", name: "ix", keys: [{ column: "hotel" }] },
  ],
}

it.each([undefined, `App "x"`])(
  "creates a schema that reads as it was written, default schema %s",
  async (defaultSchema) => {
    const db = await open({ max: 1 })
    await run(db, `create schema "App ""x"""; create table "App ""x""".aludel_history (id text)`)
    await db.transaction().execute(async (transaction) => {
      if (defaultSchema !== undefined) await run(transaction, `set local search_path to "App ""x"""`)
      await create(transaction, hotels, defaultSchema)
    })
    const options = { defaultSchema, schemas: ["Bill ing"], exclude: ["aludel_history"] }
    expect(inOrder(await introspect(db, options))).toEqual(inOrder(hotels))
  },
)

// The canonical form: what scratch says of a schema, made again from what it said, is said again.
it("create, introspect, create again: equal", { timeout: 60_000 }, async () => {
  const db = await open({ max: 1 })
  const remade = (schema: Schema) =>
    scratch(db, { schemas: [] }, async ({ db: place, schemaName }) => {
      const defaultSchema = schemaName!(undefined)
      await create(place, schema, defaultSchema)
      return introspect(place, { defaultSchema })
    })
  await fc.assert(
    fc.asyncProperty(schemas, async (schema) => {
      const once = await remade(schema)
      expect(inOrder({ nodes: once.nodes.map(withoutText) })).toEqual(
        inOrder({ nodes: schema.nodes.map(withoutText) }),
      )
      expect(await remade(once)).toEqual(once)
    }),
    { numRuns: 60 },
  )
})

async function create(db: AnyDatabase, schema: Schema, defaultSchema: string | undefined): Promise<void> {
  for (const operation of creations(schema)) {
    for (const step of compileOperation(operation, target(db, defaultSchema))) {
      if (step.kind === "statement") await sql.raw(step.sql).execute(db)
    }
  }
}

function creations(schema: Schema): readonly Operation[] {
  const all = catalog(schema)
  const of = (kind: SchemaNode["kind"]) => schema.nodes.filter((node) => node.kind === kind)
  const keys = of("foreignKey") as Extract<TablePartNode, { kind: "foreignKey" }>[]
  return [
    ...of("namespace").map((node) => ({ kind: "createSchema", name: node.name })),
    ...of("enum").map((node) => ({ ...node, kind: "createEnum" })),
    ...of("table").map((node) => ({
      ...node,
      kind: "createTable",
      nodes: [node, ...all.parts(node).filter((part) => part.kind !== "foreignKey")],
    })),
    ...keys.map((constraint) => ({ ...constraint, kind: "addConstraint", constraint })),
  ]
}

function inOrder(schema: Schema): readonly SchemaNode[] {
  return schema.nodes.toSorted((a, b) => (nodeKey(a) < nodeKey(b) ? -1 : 1))
}

// Columns keep their order, which sorting by key takes away; expressions are printed as PostgreSQL likes them.
function withoutText(node: SchemaNode): SchemaNode {
  if (node.kind === "column") {
    const { default: _, ...rest } = node
    return rest
  }
  if (node.kind === "check") return { ...node, expression: "" }
  if (node.kind !== "index") return node
  const keys = node.keys.map((key) => ("expression" in key ? { ...key, expression: "" } : key))
  return { ...node, keys, ...(node.where === undefined ? {} : { where: "" }) }
}

// Kysely reads a dot in a table's name as the end of a schema's.
const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(..."abcdefgABCDEFG_") },
  { weight: 1, arbitrary: fc.constantFrom(..."\"'`$ ()[]é漢;-%?:@") },
)
const names = fc
  .string({ unit: character, minLength: 1, maxLength: 12 })
  .filter((name) => name.trim() === name && !/ as /i.test(name))

const columnShapes: readonly { readonly type: string; readonly default?: string }[] = [
  { type: "integer" },
  { type: "integer", default: "1 + 1" },
  { type: "bigint", default: "-5" },
  { type: "text", default: "lower('It''s')" },
  { type: "varchar(9)", default: "'x' || 'y'" },
  { type: "boolean", default: "not true" },
  { type: "timestamptz", default: "CURRENT_TIMESTAMP" },
  { type: "date", default: "current_date + 1" },
  { type: "numeric(8,3)", default: "round(1.5)" },
  { type: "double", default: "1e10" },
  { type: "json", default: `'{"a": [1]}'` },
  { type: "uuid" },
  { type: "bytes", default: String.raw`'\xff'` },
  { type: "text[]", default: "array['a', null]" },
  { type: "interval", default: "'1 day'" },
]
const columns = fc.constantFrom(...columnShapes)
// What an index is made on must be immutable, which a cast of most types to text is not.
const texts = fc.constantFrom(
  ...columnShapes.filter(({ type }) => type === "text" || type.startsWith("varchar")),
)

const expressions = (column: string) => {
  const name = `"${column.replaceAll('"', '""')}"`
  return fc.constantFrom(
    `${name} is not null`,
    `${name}::text <> ')' and length(${name}::text) between 1 and 9`,
    `(${name}::text in ('a', 'it''s')) or (${name} is null)`,
    `${name}::text ~ E'\\\\('`,
  )
}

const tables = fc.tuple(names, fc.uniqueArray(names, { minLength: 1, maxLength: 5 })).chain(([table, own]) =>
  fc
    .record({
      columns: fc.tuple(
        ...own.map((_, position) => fc.tuple(position === 0 ? texts : columns, fc.boolean())),
      ),
      extras: fc.array(fc.constantFrom("unique", "check", "index", "partial"), { maxLength: 3 }),
      chosen: fc.shuffledSubarray(own, { minLength: 1 }),
      text: expressions(own[0]!),
      descending: fc.boolean(),
      nulls: fc.constantFrom("first", "last", undefined),
      key: fc.boolean(),
    })
    .map((shape): readonly SchemaNode[] => {
      const comparable = shape.chosen.filter((name) => shape.columns[own.indexOf(name)]![0].type !== "json")
      const named = (kind: string) => `${table.slice(0, 4)} ${kind}`
      const parts = [...new Set(shape.extras)].flatMap((extra): SchemaNode[] => {
        const base = { table, name: named(extra) }
        if (extra === "check") return [{ ...base, kind: "check", expression: shape.text }]
        if (comparable.length === 0) return []
        if (extra === "unique") return [{ ...base, kind: "unique", columns: comparable }]
        const order = {
          ...(shape.descending ? { descending: true as const } : {}),
          ...(shape.nulls === undefined || (shape.nulls === "first") === shape.descending
            ? {}
            : { nulls: shape.nulls }),
        }
        if (extra === "index")
          return [{ ...base, kind: "index", keys: comparable.map((column) => ({ column, ...order })) }]
        return [
          {
            ...base,
            kind: "index",
            keys: [{ expression: `(${shape.text})`, ...order }],
            where: shape.text,
            unique: true,
          },
        ]
      })
      return [
        { kind: "table", name: table },
        ...own.map((name, position): SchemaNode => {
          const [column, nullable] = shape.columns[position]!
          return { kind: "column", table, name, ...column, ...(nullable ? { nullable } : {}) }
        }),
        ...parts,
      ]
    }),
)

const schemas: fc.Arbitrary<Schema> = fc
  .uniqueArray(tables, { selector: (nodes) => nodes[0]!.name.slice(0, 4), minLength: 1, maxLength: 3 })
  .map((found) => ({ nodes: found.flat() }))
