import { check, index, sql, t, table } from "@aludel/core"

import { guests } from "./guests.ts"
import { hotels } from "./hotels.ts"

export const reservations = table(
  "reservations",
  {
    id: t.integer().identity().primaryKey(),
    hotel_id: t.integer().references(() => hotels.id),
    guest_id: t.integer().references(() => guests.id, { onDelete: "cascade" }),
    arrival: t.date(),
    departure: t.date(),
    created_at: t.timestamptz().default(sql`current_timestamp`),
    notes: t.text().nullable(),
    cancelled_at: t.timestamptz().nullable(),
  },
  (c) => [
    index("ix_reservations_guest").on(c.guest_id, c.arrival.desc()),
    index("ix_reservations_open")
      .on(c.hotel_id, c.arrival)
      .where(sql`cancelled_at is null`),
    check("ck_reservations_nights", sql`departure > arrival`),
  ],
)
