/** What stands in `schema.ts` at first. */
export const first = `import { defineSchema, index, sql, t, table, type InferDatabase } from "@aludel/core"

export const conversionKind = t.enum("conversion_kind", ["booking", "request", "test"])

export const hotels = table("hotels", {
  id: t.integer().identity().primaryKey(),
  name: t.text().unique(),
})

export const conversions = table(
  "conversions",
  {
    id: t.integer().identity().primaryKey(),
    hotel_id: t.integer().references(() => hotels.id, { onDelete: "cascade" }),
    kind: conversionKind().default("booking"),
    created_at: t.timestamptz().default(sql\`current_timestamp\`),
  },
  (c) => [
    index("ix_conversions_hotel").on(c.hotel_id, c.created_at.desc()).where(sql\`kind <> 'test'\`),
  ],
)

const schema = defineSchema({ hotels, conversions })
export default schema
export interface Database extends InferDatabase<typeof schema> {}
`

/** Hotels get a slug. */
export const withSlug = first.replace(
  "  name: t.text().unique(),\n",
  "  name: t.text().unique(),\n  slug: t.text().nullable(),\n",
)

/** Somebody else declares the guests meanwhile. */
export const withGuests = withSlug.replace(
  "const schema = defineSchema({ hotels, conversions })",
  `export const guests = table("guests", {
  id: t.integer().identity().primaryKey(),
  email: t.text().unique(),
})

const schema = defineSchema({ hotels, conversions, guests })`,
)

/** What a person writes into the revision that adds the slug, so that the hotels which exist have one. */
export const fillSlugs = `
op.run(async (db) => {
  const hotels = await db.selectFrom("hotels").select(["id", "name"]).execute()
  for (const { id, name } of hotels) {
    const slug = name.toLowerCase().replaceAll(" ", "-")
    await db.updateTable("hotels").set({ slug }).where("id", "=", id).execute()
  }
})`

/** What the other person writes into the revision of the guests. */
export const guests = {
  upgrade: `
op.createTable("guests", {
  id: t.integer().identity().primaryKey("pk_guests"),
  email: t.text().unique("uq_guests_email"),
})`,
  downgrade: `op.dropTable("guests")`,
}
