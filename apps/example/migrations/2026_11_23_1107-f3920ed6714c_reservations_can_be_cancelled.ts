import { defineRevision, index, sql, t } from "@aludel/core"

// + reservations.notes text
// + reservations.cancelled_at timestamptz
// + index ix_reservations_open on reservations
export default defineRevision({
  id: "f3920ed6714c",
  parents: ["8c1f0a3be972"],
  message: "reservations can be cancelled",
  created: "2026-11-23T11:07:51Z",
  upgrade(op) {
    op.addColumn("reservations", "notes", t.text().nullable())
    op.addColumn("reservations", "cancelled_at", t.timestamptz().nullable())
    op.createIndex(
      "reservations",
      index("ix_reservations_open")
        .on("hotel_id", "arrival")
        .where(sql`cancelled_at is null`),
    )
  },
  downgrade(op) {
    op.dropIndex("reservations", "ix_reservations_open")
    op.dropColumn("reservations", "cancelled_at")
    op.dropColumn("reservations", "notes")
  },
})
