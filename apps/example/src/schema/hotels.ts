import { check, sql, t, table } from "@aludel/core"

export const hotels = table(
  "hotels",
  {
    id: t.integer().identity().primaryKey(),
    code: t.text().unique(),
    name: t.text(),
    rooms: t.integer(),
    price: t.numeric(10, 2),
    currency: t.varchar(3).default("EUR"),
  },
  () => [check("ck_hotels_rooms", sql`rooms > 0`)],
)
