// What is declared, as Kysely sees it, compared exactly.
import type { ColumnType, Generated, GeneratedAlways, Insertable, Selectable, Updateable } from "kysely"

import { t } from "../../src/schema/t.ts"
import type { Column } from "../../src/schema/column.ts"
import type { HotelId, Payload } from "./hotels.ts"
import type { Database } from "./schema.ts"

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never

type Flat<T> = { [K in keyof T]: T[K] }

export const tables: Same<keyof Database, "hotels" | "guests" | "conversions" | "billing.stays"> = true

export const columns: Same<
  Pick<Database, "hotels" | "conversions">,
  {
    hotels: {
      id: GeneratedAlways<HotelId>
      code: string
      parent_id: HotelId | null
      best_conversion_id: string | number | bigint | null
      owner_id: number
    }
    conversions: {
      id: Generated<string | number | bigint>
      hotel_id: HotelId
      previous_hotel_id: number
      kind: Generated<"booking" | "request" | "test">
      next_kind: "booking" | "request" | "test" | null
      note: string | null
      score: number | null
      active: ColumnType<boolean | number, number | undefined, number>
      price: string | number
      payload: ColumnType<Payload | string, string | undefined, string>
      raw: Uint8Array | null
      created_at: ColumnType<Date | string, string | undefined, string>
      place: string
    }
  }
> = true

export const inserted: Same<
  Flat<Insertable<Database["hotels"]>>,
  {
    code: string
    owner_id: number
    parent_id?: HotelId | null
    best_conversion_id?: string | number | bigint | null
  }
> = true

export const selected: Same<
  Selectable<Database["guests"]>,
  { id: number; name: string; favourite_id: number | null }
> = true

export const updated: Same<
  Updateable<Database["guests"]>,
  { name?: string | undefined; favourite_id?: number | null | undefined }
> = true

// A column's own types leave said what was said before them.
export const branded: Column<HotelId | null, HotelId | null | undefined, HotelId | null> = t
  .integer()
  .nullable()
  .$type<HotelId>()
export const assigned: Column<HotelId, never, never> = t.integer().identity().$type<HotelId>()
export const defaulted: Column<Date, Date | undefined, Date> = t
  .timestamptz()
  .default("2026-11-18")
  .$type<Date>()
