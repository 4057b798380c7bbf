import { index, sql, t, table } from "@aludel/core"

export const guests = table(
  "guests",
  {
    id: t.integer().identity().primaryKey(),
    name: t.text(),
    email: t.text().nullable(),
  },
  (c) => [
    index("ix_guests_email")
      .on(c.email)
      .unique()
      .where(sql`email is not null`),
  ],
)
