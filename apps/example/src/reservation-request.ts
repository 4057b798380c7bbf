import { Refusal } from "./refusal.ts"

/** What a guest asks for. */
export interface ReservationRequest {
  /** The hotel's code. */
  readonly hotel: string
  readonly guest: { readonly name: string; readonly email?: string }
  /** The first night and the day after the last, as `2026-11-18`. */
  readonly arrival: string
  readonly departure: string
  readonly notes?: string
}

const day = /^\d{4}-\d\d-\d\d$/

/**
 * A request from the body that a client sent.
 *
 * @throws Refusal 400 where something is missing or makes no sense
 */
export function reservationRequest(body: unknown): ReservationRequest {
  const { hotel, guest, arrival, departure, notes } = fields(body)
  const { name, email } = fields(guest)
  if (typeof hotel !== "string") throw new Refusal(400, "hotel: the code of a hotel is needed")
  if (typeof name !== "string" || name === "") throw new Refusal(400, "guest.name: a name is needed")
  if (!isDay(arrival)) throw new Refusal(400, "arrival: a day is needed, as 2026-11-18")
  if (!isDay(departure)) throw new Refusal(400, "departure: a day is needed, as 2026-11-18")
  if (departure <= arrival) throw new Refusal(400, "departure: must be after the arrival")
  return {
    hotel,
    guest: { name, ...(typeof email === "string" ? { email } : {}) },
    arrival,
    departure,
    ...(typeof notes === "string" ? { notes } : {}),
  }
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {}
}

function isDay(value: unknown): value is string {
  return typeof value === "string" && day.test(value) && !Number.isNaN(Date.parse(value))
}
