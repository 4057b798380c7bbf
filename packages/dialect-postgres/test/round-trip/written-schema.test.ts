import { nodeKey, type Schema, type SchemaNode } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { introspect } from "../../src/introspect.ts"
import { create, open, run } from "../database.ts"

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

function inOrder(schema: Schema): readonly SchemaNode[] {
  return schema.nodes.toSorted((a, b) => (nodeKey(a) < nodeKey(b) ? -1 : 1))
}
