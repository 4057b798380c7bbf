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
  op.createEnum("conversion_kind", ["booking", "request"])
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
  (op) => op.dropConstraint("billing.invoices", "fk_invoices_hotel"),
  (op) => op.renameConstraint("hotels", "uq_hotels_code", "uq_code"),
  (op) => op.createSchema("extra"),
  (op) => op.createSchema("billing", { ifNotExists: true }),
  (op) => op.dropSchema("billing"),
  (op) => op.createEnum("billing.state", ["open", "it's"]),
  (op) => op.dropEnum("conversion_kind"),
  (op) => op.alterEnum("conversion_kind", ["test", "booking", "offer", "request"]),
  (op) => op.alterEnum("conversion_kind", ["request"]),
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
