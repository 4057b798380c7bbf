import type { Kysely } from "kysely"

import type { Database } from "./schema.ts"

/** Gives the conversions that the advertising network has not been told of, and marks them as told; each is given once. */
export async function reportConversions(db: Kysely<Database>) {
  return db.transaction().execute(async (tx) => {
    const marked = await tx
      .insertInto("conversion_reports")
      .columns(["reference"])
      .expression((eb) =>
        eb
          .selectFrom("conversions")
          .select("reference")
          .where("kind", "<>", "test")
          .where("reference", "not in", eb.selectFrom("conversion_reports").select("reference")),
      )
      .onConflict((conflict) => conflict.column("reference").doNothing())
      .returning("reference")
      .execute()
    if (marked.length === 0) return []
    const conversions = await tx
      .selectFrom("conversions")
      .innerJoin("hotels", "hotels.id", "conversions.hotel_id")
      .select(["reference", "hotels.code as hotel", "kind", "amount", "conversions.currency"])
      .where(
        "reference",
        "in",
        marked.map(({ reference }) => reference),
      )
      .orderBy("conversions.created_at")
      .orderBy("reference")
      .execute()
    return conversions.map((conversion) => ({ ...conversion, amount: Number(conversion.amount) }))
  })
}
