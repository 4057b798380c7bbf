import { defineRevision, index, sql, t } from "@aludel/core"

// + guests.email text
// + index ix_guests_email on guests
export default defineRevision({
  id: "b41d7c05e8aa",
  parents: ["8c1f0a3be972"],
  message: "guests have an email",
  created: "2026-11-23T10:30:12Z",
  upgrade(op) {
    op.addColumn("guests", "email", t.text().nullable())
    op.createIndex(
      "guests",
      index("ix_guests_email")
        .on("email")
        .unique()
        .where(sql`email is not null`),
    )
  },
  downgrade(op) {
    op.dropIndex("guests", "ix_guests_email")
    op.dropColumn("guests", "email")
  },
})
