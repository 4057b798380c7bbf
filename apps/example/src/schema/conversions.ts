import { check, index, sql, t, table } from "@aludel/core"

import { hotels } from "./hotels.ts"

export const conversionKind = t.enum("conversion_kind", ["booking", "request", "test"])

/** What came of a click on an advertisement; `reference` is what the advertising network knows it by. */
export const conversions = table(
  "conversions",
  {
    reference: t.text().primaryKey(),
    hotel_id: t.integer().references(() => hotels.id, { onDelete: "cascade" }),
    kind: conversionKind().default("booking"),
    amount: t.numeric(10, 2),
    currency: t.varchar(3),
    created_at: t.timestamptz().default(sql`current_timestamp`),
  },
  (c) => [
    index("ix_conversions_hotel")
      .on(c.hotel_id, c.created_at)
      .where(sql`kind <> 'test'`),
    check("ck_conversions_amount", sql`amount >= 0`),
  ],
)

/** Which conversions the network was told of. */
export const conversionReports = table("conversion_reports", {
  reference: t
    .text()
    .primaryKey()
    .references(() => conversions.reference, { onDelete: "cascade" }),
  reported_at: t.timestamptz().default(sql`current_timestamp`),
})
