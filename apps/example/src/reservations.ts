import type { Kysely, Selectable, Transaction } from "kysely"

import { Refusal } from "./refusal.ts"
import type { ReservationRequest } from "./reservation-request.ts"
import type { Database } from "./schema.ts"

/**
 * Makes a reservation and notes the conversion that it is, both or neither.
 *
 * @throws Refusal 404 where there is no such hotel, 409 where it is full
 */
export async function reserve(db: Kysely<Database>, request: ReservationRequest) {
  return db.transaction().execute(async (tx) => {
    const hotel = await lockHotel(tx, request.hotel)
    if ((await taken(tx, hotel.id, request)) >= hotel.rooms)
      throw new Refusal(409, `${hotel.name} is full then`)
    const guest = await findOrAddGuest(tx, request.guest)
    const { id } = await tx
      .insertInto("reservations")
      .values({
        hotel_id: hotel.id,
        guest_id: guest,
        arrival: request.arrival,
        departure: request.departure,
        notes: request.notes ?? null,
      })
      .returning("id")
      .executeTakeFirstOrThrow()
    const amount = (nights(request) * Number(hotel.price)).toFixed(2)
    await tx
      .insertInto("conversions")
      .values({ reference: `r-${id}`, hotel_id: hotel.id, amount, currency: hotel.currency })
      .execute()
    return { id, guest, amount: Number(amount), currency: hotel.currency }
  })
}

/** A guest's reservations that were not cancelled, the latest first. */
export async function listReservations(db: Kysely<Database>, guest: number) {
  return db
    .selectFrom("reservations")
    .innerJoin("hotels", "hotels.id", "reservations.hotel_id")
    .select([
      "reservations.id",
      "hotels.code as hotel",
      "reservations.arrival",
      "reservations.departure",
      "reservations.notes",
    ])
    .where("reservations.guest_id", "=", guest)
    .where("reservations.cancelled_at", "is", null)
    .orderBy("reservations.arrival", "desc")
    .orderBy("reservations.id", "desc")
    .execute()
}

// Writing the row holds it until the end on every engine, so that the last room is not given away twice.
async function lockHotel(tx: Transaction<Database>, code: string): Promise<Selectable<Database["hotels"]>> {
  const hotel = await tx
    .updateTable("hotels")
    .set((eb) => ({ rooms: eb.ref("rooms") }))
    .where("code", "=", code)
    .returningAll()
    .executeTakeFirst()
  if (hotel === undefined) throw new Refusal(404, `there is no hotel ${code}`)
  return hotel
}

async function taken(tx: Transaction<Database>, hotel: number, request: ReservationRequest): Promise<number> {
  const { rooms } = await tx
    .selectFrom("reservations")
    .select((eb) => eb.fn.countAll<string | number>().as("rooms"))
    .where("hotel_id", "=", hotel)
    .where("cancelled_at", "is", null)
    .where("arrival", "<", request.departure)
    .where("departure", ">", request.arrival)
    .executeTakeFirstOrThrow()
  return Number(rooms)
}

async function findOrAddGuest(
  tx: Transaction<Database>,
  { name, email }: ReservationRequest["guest"],
): Promise<number> {
  const known =
    email === undefined
      ? undefined
      : await tx.selectFrom("guests").select("id").where("email", "=", email).executeTakeFirst()
  if (known !== undefined) return known.id
  const { id } = await tx
    .insertInto("guests")
    .values({ name, email: email ?? null })
    .returning("id")
    .executeTakeFirstOrThrow()
  return id
}

function nights({ arrival, departure }: ReservationRequest): number {
  return Math.round((Date.parse(departure) - Date.parse(arrival)) / 86_400_000)
}
