// A table that refers to itself, a ring in one file, and half of a ring over two files (`guests.ts`).
import { check, foreignKey, index, primaryKey, unique } from "../../src/schema/constraints.ts"
import { t } from "../../src/schema/t.ts"
import { table } from "../../src/schema/table.ts"
import { sql } from "../../src/sql/sql.ts"
import { guests } from "./guests.ts"

export const conversionKind = t.enum("conversion_kind", ["booking", "request", "test"])

export type HotelId = number & { readonly brand: "hotel" }

export interface Payload {
  readonly clicks: readonly number[]
}

export const hotels = table("hotels", {
  id: t.integer().identity().$type<HotelId>().primaryKey(),
  code: t.text().unique(),
  parent_id: t
    .integer()
    .$type<HotelId>()
    .nullable()
    .references(() => hotels.id, { onDelete: "set null" }),
  best_conversion_id: t
    .bigint()
    .nullable()
    .references(() => conversions.id),
  owner_id: t.integer().references(() => guests.id),
})

export const conversions = table(
  "conversions",
  {
    id: t.bigint().identity({ always: false }).primaryKey(),
    hotel_id: t
      .integer()
      .$type<HotelId>()
      .references(() => hotels.id, { onDelete: "cascade" }),
    previous_hotel_id: t.integer().notNull(),
    kind: conversionKind().default("booking"),
    next_kind: conversionKind().nullable(),
    note: t.text().nullable(),
    score: t.double().nullable().default(0.5),
    active: t.boolean().default(true),
    price: t.numeric(10, 2),
    payload: t.json<Payload>().default({ clicks: [] }),
    raw: t.bytes().nullable(),
    created_at: t.timestamptz().default(sql`now()`),
    place: t.type<string>("geography"),
  },
  (c) => [
    index("ix_conversions_hotel")
      .on(c.hotel_id, c.created_at.desc().nullsLast())
      .where(sql`kind <> 'test'`),
    index()
      .on(sql`lower(note)`)
      .unique(),
    unique().on(c.hotel_id, c.kind),
    foreignKey("fk_previous")
      .on(c.previous_hotel_id)
      .references(() => [hotels.id], { onUpdate: "restrict" }),
    check("ck_conversions_id", sql`id > 0`),
  ],
)

export const stays = table(
  "billing.stays",
  {
    hotel_id: t.integer().references("hotels.id"),
    guest_id: t.integer(),
    from: t.date(),
    until: t.date().default(new Date(0)),
    room: t.varchar(20),
  },
  (c) => [primaryKey().on(c.hotel_id, c.guest_id), foreignKey().on("guest_id").references("guests", ["id"])],
)
