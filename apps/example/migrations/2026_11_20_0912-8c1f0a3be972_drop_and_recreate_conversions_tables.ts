import { check, defineRevision, index, sql, t } from "@aludel/core"
import type { Kysely } from "kysely"

// An amount was text, "120.00 EUR"; it becomes a number and a currency. What the advertising network knows a conversion
// by becomes its key. The rows are kept in temporary tables meanwhile. What a script of SQL has in the place of code, is
// understood by both engines.
export default defineRevision({
  id: "8c1f0a3be972",
  parents: ["535b70e85b64"],
  message: "drop and recreate conversions tables",
  created: "2026-11-20T09:12:05Z",
  upgrade(op) {
    op.run(keepRows, { offline: keepRowsText })
    op.dropTable("conversion_reports")
    op.dropTable("conversions")
    op.createTable(
      "conversions",
      {
        reference: t.text().primaryKey("pk_conversions"),
        hotel_id: t.integer().references("hotels.id", {
          name: "fk_conversions_hotel_id",
          onDelete: "cascade",
        }),
        kind: t.enum("conversion_kind")().default("booking"),
        amount: t.numeric(10, 2),
        currency: t.varchar(3),
        created_at: t.timestamptz().default(sql`current_timestamp`),
      },
      (c) => [
        check("ck_conversions_amount", sql`amount >= 0`),
        index("ix_conversions_hotel")
          .on(c.hotel_id, c.created_at)
          .where(sql`kind <> 'test'`),
      ],
    )
    op.createTable("conversion_reports", {
      reference: t
        .text()
        .primaryKey("pk_conversion_reports")
        .references("conversions.reference", {
          name: "fk_conversion_reports_reference",
          onDelete: "cascade",
        }),
      reported_at: t.timestamptz().default(sql`current_timestamp`),
    })
    op.run(async (db) => {
      await db
        .insertInto("conversions")
        .columns(["reference", "hotel_id", "kind", "amount", "currency", "created_at"])
        .expression((eb) =>
          eb
            .selectFrom("kept_conversions")
            .select([
              eb.cast(sql`'c-' || id`, "text").as("reference"),
              "hotel_id",
              "kind",
              eb.cast(sql`substr(amount, 1, length(amount) - 4)`, "numeric(10, 2)").as("amount"),
              eb.cast(sql`substr(amount, length(amount) - 2)`, "varchar(3)").as("currency"),
              "created_at",
            ]),
        )
        .execute()
      await db
        .insertInto("conversion_reports")
        .columns(["reference", "reported_at"])
        .expression((eb) =>
          eb
            .selectFrom("kept_reports")
            .select([eb.cast(sql`'c-' || conversion_id`, "text").as("reference"), "reported_at"]),
        )
        .execute()
      await forgetKeptRows(db)
    }, { offline: sql`
      insert into conversions (reference, hotel_id, kind, amount, currency, created_at)
        select 'c-' || id, hotel_id, kind, cast(substr(amount, 1, length(amount) - 4) as numeric(10, 2)),
          substr(amount, length(amount) - 2), created_at
        from kept_conversions;
      insert into conversion_reports (reference, reported_at)
        select 'c-' || conversion_id, reported_at from kept_reports;
      ${forgetKeptRowsText}` })
  },
  downgrade(op) {
    op.run(keepRows, { offline: keepRowsText })
    op.dropTable("conversion_reports")
    op.dropTable("conversions")
    op.createTable(
      "conversions",
      {
        id: t.integer().identity().primaryKey("pk_conversions"),
        hotel_id: t.integer().references("hotels.id", {
          name: "fk_conversions_hotel_id",
          onDelete: "cascade",
        }),
        kind: t.enum("conversion_kind")().default("booking"),
        amount: t.text(),
        created_at: t.timestamptz().default(sql`current_timestamp`),
      },
      (c) => [
        index("ix_conversions_hotel")
          .on(c.hotel_id, c.created_at)
          .where(sql`kind <> 'test'`),
      ],
    )
    op.createTable("conversion_reports", {
      id: t.integer().identity().primaryKey("pk_conversion_reports"),
      conversion_id: t
        .integer()
        .unique("uq_conversion_reports_conversion_id")
        .references("conversions.id", { name: "fk_conversion_reports_conversion_id", onDelete: "cascade" }),
      reported_at: t.timestamptz().default(sql`current_timestamp`),
    })
    op.run(async (db) => {
      const kept = await db
        .selectFrom("kept_conversions")
        .select(["reference", "amount", "currency"])
        .orderBy("created_at")
        .orderBy("reference")
        .execute()
      for (const { reference, amount, currency } of kept) {
        const { id } = await db
          .insertInto("conversions")
          .columns(["hotel_id", "kind", "amount", "created_at"])
          .expression((eb) =>
            eb
              .selectFrom("kept_conversions")
              .select((row) => [
                "hotel_id",
                "kind",
                row.val(`${Number(amount).toFixed(2)} ${currency}`).as("amount"),
                "created_at",
              ])
              .where("reference", "=", reference),
          )
          .returning("id")
          .executeTakeFirstOrThrow()
        await db
          .insertInto("conversion_reports")
          .columns(["conversion_id", "reported_at"])
          .expression((eb) =>
            eb
              .selectFrom("kept_reports")
              .select((row) => [row.cast(row.val(id), "integer").as("conversion_id"), "reported_at"])
              .where("reference", "=", reference),
          )
          .execute()
      }
      await forgetKeptRows(db)
    }, { offline: sql`
      insert into conversions (hotel_id, kind, amount, created_at)
        select hotel_id, kind,
          cast(cents / 100 as text) || '.' || substr(cast(100 + cents % 100 as text), 2) || ' ' || currency, created_at
        from (select *, cast(round(amount * 100) as bigint) as cents from kept_conversions) as kept
        order by created_at, reference;
      insert into conversion_reports (conversion_id, reported_at)
        select id, reported_at from kept_reports
        join (select reference, row_number() over (order by created_at, reference) as id from kept_conversions) as numbered
          on numbered.reference = kept_reports.reference;
      ${forgetKeptRowsText}` })
  },
})

// oxlint-disable-next-line typescript/no-explicit-any -- the tables of this moment, not those of the declared schema
async function keepRows(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable("kept_conversions")
    .temporary()
    .as(db.selectFrom("conversions").selectAll())
    .execute()
  await db.schema
    .createTable("kept_reports")
    .temporary()
    .as(db.selectFrom("conversion_reports").selectAll())
    .execute()
}

const keepRowsText = sql`
      create temporary table kept_conversions as select * from conversions;
      create temporary table kept_reports as select * from conversion_reports`

// oxlint-disable-next-line typescript/no-explicit-any -- see above
async function forgetKeptRows(db: Kysely<any>): Promise<void> {
  await db.schema.dropTable("kept_reports").execute()
  await db.schema.dropTable("kept_conversions").execute()
}

const forgetKeptRowsText = sql`
      drop table kept_reports;
      drop table kept_conversions`
