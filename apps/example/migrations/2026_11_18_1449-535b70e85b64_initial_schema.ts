import { check, defineRevision, index, sql, t } from "@aludel/core"

// + enum conversion_kind: booking, request, test
// + table hotels
// + table guests
// + table reservations
// + table conversions
// + table conversion_reports
export default defineRevision({
  id: "535b70e85b64",
  parents: [],
  message: "initial schema",
  created: "2026-11-18T14:49:44Z",
  upgrade(op) {
    op.createEnum("conversion_kind", ["booking", "request", "test"])
    op.createTable(
      "hotels",
      {
        id: t.integer().identity().primaryKey("pk_hotels"),
        code: t.text().unique("uq_hotels_code"),
        name: t.text(),
        rooms: t.integer(),
        price: t.numeric(10, 2),
        currency: t.varchar(3).default("EUR"),
      },
      () => [check("ck_hotels_rooms", sql`rooms > 0`)],
    )
    op.createTable("guests", {
      id: t.integer().identity().primaryKey("pk_guests"),
      name: t.text(),
    })
    op.createTable(
      "reservations",
      {
        id: t.integer().identity().primaryKey("pk_reservations"),
        hotel_id: t.integer().references("hotels.id", { name: "fk_reservations_hotel_id" }),
        guest_id: t.integer().references("guests.id", {
          name: "fk_reservations_guest_id",
          onDelete: "cascade",
        }),
        arrival: t.date(),
        departure: t.date(),
        created_at: t.timestamptz().default(sql`current_timestamp`),
      },
      (c) => [
        check("ck_reservations_nights", sql`departure > arrival`),
        index("ix_reservations_guest").on(c.guest_id, c.arrival.desc()),
      ],
    )
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
    op.bulkInsert("hotels", [
      { code: "adler", name: "Hotel Adler", rooms: 2, price: "120.00", currency: "EUR" },
      { code: "krone", name: "Gasthof Krone", rooms: 1, price: "85.50", currency: "CHF" },
    ])
  },
  downgrade(op) {
    op.dropTable("conversion_reports")
    op.dropTable("conversions")
    op.dropTable("reservations")
    op.dropTable("guests")
    op.dropTable("hotels")
    op.dropEnum("conversion_kind")
  },
})
