import { t } from "../../src/schema/t.ts"
import { check, foreignKey, index, primaryKey, unique } from "../../src/schema/constraints.ts"
import type { Schema } from "../../src/schema/model.ts"
import { catalog } from "../../src/schema/catalog.ts"
import type { Operation } from "../../src/operations/definition.ts"
import { record } from "../../src/operations/recorder.ts"
import { resolveAll } from "../../src/operations/reverse.ts"
import type { Operations } from "../../src/operations/registry.ts"
import { sql } from "../../src/sql/sql.ts"

/** What the samples start from. */
export function base(op: Operations): void {
  op.createSchema("billing")
  op.createEnum("conversion_kind", ["booking", "request"], { comment: "what it was" })
  op.createTable("hotels", {
    id: t.integer().identity().primaryKey("pk_hotels"),
    code: t.text().unique("uq_hotels_code"),
    stars: t.integer().nullable().default(3),
  })
  op.createTable(
    "billing.invoices",
    {
      id: t.integer().primaryKey("pk_invoices"),
      hotel_id: t.integer().references("hotels.id", { name: "fk_invoices_hotel", onDelete: "cascade" }),
      kind: t.enum("conversion_kind")().default("booking"),
    },
    (c) => [index("ix_invoices_hotel").on(c.hotel_id, c.id.desc()), check("ck_invoices_id", sql`id > 0`)],
  )
  op.createObject("view", "billing.bills", { definition: sql`select id from billing.invoices` })
  op.createObject("trigger", "tr_hotels", {
    table: "hotels",
    definition: sql`FOR EACH ROW EXECUTE FUNCTION f()`,
    options: { timing: "BEFORE INSERT" },
    comment: "f",
  })
}

/** One sample of every kind of operation that has a reverse, and its variants; each is written on top of {@link base}. */
export const samples: readonly ((op: Operations) => void)[] = [
  (op) => op.createTable("plain", { id: t.bigint() }),
  (op) => op.createTable("maybe", { id: t.uuid().nullable() }, undefined, { ifNotExists: true }),
  (op) =>
    op.createTable(
      "billing.lines",
      {
        invoice_id: t.integer(),
        number: t.smallint(),
        amount: t.numeric(10, 2).default("0"),
        "odd name": t.text().nullable(),
      },
      (c) => [
        primaryKey("pk_lines").on(c.invoice_id, c.number),
        unique("uq_lines").on(c.number, c.amount),
        foreignKey("fk_lines")
          .on(c.invoice_id)
          .references("billing.invoices", ["id"], { onUpdate: "restrict" }),
        check("ck_lines", sql`amount >= 0`),
        index("ix_lines")
          .on(sql`lower(number::text)`, c["odd name"].desc().nullsLast())
          .unique()
          .where(sql`amount > ${5}`),
      ],
    ),
  (op) => op.dropTable("hotels"),
  (op) => op.dropTable("billing.invoices"),
  (op) => op.dropTable("hotels", { ifExists: true }),
  (op) => op.renameTable("billing.invoices", "bills"),
  (op) => op.renameTable("hotels", "inns"),
  (op) => op.addColumn("hotels", "city", t.text().nullable()),
  (op) => op.addColumn("hotels", "city", t.text(), { fill: sql`'here'` }),
  (op) =>
    op.addColumn(
      "hotels",
      "parent_id",
      t.integer().nullable().unique("uq_p").references("hotels.id", { name: "fk_p" }),
    ),
  (op) => op.dropColumn("hotels", "stars"),
  (op) => op.dropColumn("billing.invoices", "hotel_id"),
  (op) =>
    op.alterColumn("hotels", "stars", {
      type: t.bigint(),
      nullable: false,
      default: 4,
      fill: sql`1`,
      using: sql`stars::bigint`,
    }),
  (op) => op.alterColumn("hotels", "code", { default: "none" }),
  (op) => op.alterColumn("hotels", "code", { type: t.enum("conversion_kind")(), default: null }),
  (op) => op.alterColumn("billing.invoices", "kind", { type: t.varchar(20), default: sql`upper('x')` }),
  (op) => op.alterColumn("hotels", "id", { identity: null }),
  (op) => op.alterColumn("hotels", "id", { identity: { always: false } }),
  (op) => op.alterColumn("billing.invoices", "id", { identity: true }),
  (op) => op.renameColumn("hotels", "id", "hotel_id"),
  (op) => op.createIndex("hotels", index("ix_code").on("code")),
  (op) =>
    op.createIndex(
      "hotels",
      index("ix_code2")
        .on({ column: "code", descending: true }, sql`lower(code)`)
        .unique()
        .where(sql`stars > 2`),
    ),
  (op) => op.dropIndex("billing.invoices", "ix_invoices_hotel"),
  (op) => op.renameIndex("billing.invoices", "ix_invoices_hotel", "ix_2"),
  (op) => op.addConstraint("hotels", unique("uq_2").on("code", "stars")),
  (op) => op.addConstraint("hotels", check("ck_2", sql`stars between 0 and 5`)),
  (op) =>
    op.addConstraint(
      "hotels",
      foreignKey("fk_2").on("stars").references("billing.invoices", ["id"], { onDelete: "set null" }),
    ),
  (op) => op.dropConstraint("billing.invoices", "pk_invoices"),
  (op) => op.dropConstraint("billing.invoices", "pk_invoices", { ifExists: true }),
  (op) => op.dropColumn("hotels", "stars", { ifExists: true }),
  (op) => op.dropIndex("billing.invoices", "ix_invoices_hotel", { ifExists: true }),
  (op) => op.dropEnum("conversion_kind", { ifExists: true }),
  (op) => op.addColumn("hotels", "city", t.text().nullable(), { ifNotExists: true }),
  (op) => op.addConstraint("hotels", check("ck_3", sql`stars > 0`), { ifNotExists: true }),
  (op) => op.createIndex("hotels", index("ix_code3").on("code"), { ifNotExists: true }),
  (op) => op.dropConstraint("billing.invoices", "fk_invoices_hotel"),
  (op) => op.renameConstraint("hotels", "uq_hotels_code", "uq_code"),
  (op) => op.createSchema("extra"),
  (op) => op.createSchema("billing", { ifNotExists: true }),
  (op) => op.dropSchema("billing"),
  (op) => op.createEnum("billing.state", ["open", "it's"]),
  (op) => op.dropEnum("conversion_kind"),
  (op) => op.alterEnum("conversion_kind", ["test", "booking", "offer", "request"]),
  (op) => op.alterEnum("conversion_kind", ["request"]),
  (op) => op.renameEnum("conversion_kind", "kind"),
  (op) => op.renameEnumValue("conversion_kind", "request", "it's"),
  (op) => op.renameSchema("billing", "bills"),
  (op) => op.createSchema("said", { comment: "it's" }),
  (op) =>
    op.createObject("view", "bills", { definition: sql`select ${1}`, options: { securityBarrier: true } }),
  (op) => op.createObject("view", "bills", { definition: sql`select 1` }, { ifNotExists: true }),
  (op) => op.createObject("function", "billing.f(integer, pg_catalog.text)", { definition: "() returns …" }),
  (op) => op.dropObject("view", "billing.bills"),
  (op) => op.dropObject("view", "billing.bills", { ifExists: true }),
  (op) => op.dropObject("trigger", "tr_hotels", { table: "hotels" }),
  (op) => op.replaceObject("view", "billing.bills", { definition: sql`select 2`, comment: "two" }),
  (op) => op.renameObject("view", "billing.bills", "papers"),
  (op) => op.renameObject("trigger", "tr_hotels", "tr_2", { table: "hotels" }),
  (op) => op.setComment({ table: "hotels", column: "code" }, "three letters"),
  (op) => op.setComment({ table: "billing.invoices" }, "it's"),
  (op) => op.setComment({ enum: "conversion_kind" }, null),
  (op) => op.setComment({ namespace: "billing" }, "money"),
  (op) => op.setComment({ object: "billing.bills", type: "view" }, "ours"),
  (op) => op.setComment({ object: "tr_hotels", type: "trigger", table: "hotels" }, null),
  (op) => op.setComment({ table: "hotels", constraint: "pk_hotels", of: "primaryKey" }, "key"),
  (op) => op.setComment({ table: "billing.invoices", index: "ix_invoices_hotel" }, "fast"),
]

/** Samples of kinds that only a dialect compiles. */
export const dialectSamples: readonly ((op: Operations) => void)[] = [
  (op) => op.alterTable("hotels", { unlogged: true, parameters: { fillfactor: "70" } }),
  (op) => op.alterTable("billing.invoices", { replicaIdentity: "full", rowSecurity: null }),
]

/** The schema that samples start from. */
export function baseSchema(): Schema {
  const start = catalog()
  resolveAll(record(base), start)
  return start.schema()
}

/** The one operation of a sample, as written. */
export function written(sample: (op: Operations) => void): Operation {
  return record(sample)[0]!
}
