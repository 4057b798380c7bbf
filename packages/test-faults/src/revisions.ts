import { check, defineRevision, index, sql, t, type Revision } from "@aludel/core"

/** A history that creates, alters and fills on any engine; three revisions of one operation or several. */
export const plain: readonly Revision[] = [
  defineRevision({
    id: "a1",
    parents: [],
    message: "hotels",
    upgrade(op) {
      op.createTable("hotels", {
        id: t.integer().primaryKey(),
        code: t.text().nullable(),
        stars: t.integer().default(3),
      })
      op.bulkInsert(
        "hotels",
        Array.from({ length: 50 }, (_, id) => ({ id, code: `hotel ${id}` })),
      )
    },
    downgrade(op) {
      op.dropTable("hotels")
    },
  }),
  defineRevision({
    id: "b2",
    parents: ["a1"],
    message: "rooms",
    upgrade(op) {
      op.addColumn("hotels", "rooms", t.integer().default(0))
      op.run(
        async (db) => {
          await db.updateTable("hotels").set({ rooms: 7 }).where("id", ">", 10).execute()
        },
        { offline: sql`update hotels set rooms = 7 where id > 10` },
      )
      op.alterColumn("hotels", "code", { nullable: false })
    },
    downgrade(op) {
      op.alterColumn("hotels", "code", { nullable: true })
      op.dropColumn("hotels", "rooms")
    },
  }),
  defineRevision({
    id: "c3",
    parents: ["b2"],
    message: "stays",
    upgrade(op) {
      op.createTable("stays", {
        id: t.integer().primaryKey(),
        hotel_id: t.integer().references("hotels.id"),
      })
      op.createIndex("stays", index("ix_stays_hotel").on("hotel_id"))
    },
  }),
]

/** The same, and what stands outside of any transaction on PostgreSQL, in the middle of a revision and at its end. */
export const apart: readonly Revision[] = [
  ...plain,
  defineRevision({
    id: "d4",
    parents: ["c3"],
    message: "codes are unique",
    upgrade(op) {
      op.addColumn("hotels", "note", t.text().nullable())
      op.createIndex("hotels", index("ix_hotels_code").on("code").unique().with({ comment: "one each" }), {
        concurrently: true,
      })
      op.createIndex("hotels", index("ix_hotels_rooms").on("rooms"), { concurrently: true })
    },
  }),
  defineRevision({
    id: "e5",
    parents: ["d4"],
    message: "rooms are counted",
    transaction: false,
    upgrade(op) {
      op.addConstraint("hotels", check("ck_hotels_rooms", sql`rooms >= 0`, { notValid: true }))
      op.validateConstraint("hotels", "ck_hotels_rooms")
    },
    downgrade(op) {
      op.dropConstraint("hotels", "ck_hotels_rooms")
    },
  }),
]
