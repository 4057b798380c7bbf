import type { Kysely } from "kysely"

import type { Database } from "./schema.ts"

/** All hotels, by code. */
export async function listHotels(db: Kysely<Database>) {
  const hotels = await db
    .selectFrom("hotels")
    .select(["code", "name", "rooms", "price", "currency"])
    .orderBy("code")
    .execute()
  // PostgreSQL's driver gives decimal numbers as text, SQLite's as numbers.
  return hotels.map((hotel) => ({ ...hotel, price: Number(hotel.price) }))
}
