import type { Decision } from "../generate/questions.ts"
import { index, unique } from "../schema/constraints.ts"
import { defineSchema, type DeclaredSchema } from "../schema/define-schema.ts"
import { t } from "../schema/t.ts"
import { table } from "../schema/table.ts"
import { sql } from "../sql/sql.ts"

/** A change of a declared schema and what autogenerate is to make of it. `hotels` has a row in all of them. */
export interface SchemaChange {
  readonly name: string
  readonly from: DeclaredSchema<object>
  readonly to: DeclaredSchema<object>
  /** Answers to the questions that are asked. Default: none is. */
  readonly decisions?: readonly Decision[]
  /** The lines that sum up the revision. */
  readonly summary: readonly string[]
}

const id = () => t.integer().identity().primaryKey()
const hotels = (more: Parameters<typeof table>[1] = {}) =>
  table("hotels", { id: id(), code: t.text(), ...more })
const only = (more?: Parameters<typeof table>[1]) => defineSchema({ hotels: hotels(more) })

function ring(): DeclaredSchema<object> {
  const best = table("hotels", {
    id: id(),
    code: t.text(),
    best_id: t
      .integer()
      .nullable()
      .references(() => rooms.id),
  })
  const rooms = table("rooms", { id: id(), hotel_id: t.integer().references(() => best.id) })
  return defineSchema({ best, rooms })
}

/** The changes of the suite. */
export const schemaChanges: readonly SchemaChange[] = [
  {
    name: "a nullable column",
    from: only(),
    to: only({ note: t.text().nullable() }),
    summary: ["+ hotels.note text"],
  },
  {
    name: "a NOT NULL column with a default",
    from: only(),
    to: only({ stars: t.integer().default(3) }),
    summary: ["+ hotels.stars integer"],
  },
  {
    name: "a NOT NULL column, filled as the answer says",
    from: only(),
    to: only({ stars: t.integer() }),
    decisions: [{ kind: "fill", table: "hotels", column: "stars", answer: "length(code)" }],
    summary: ["+ hotels.stars integer"],
  },
  {
    name: "a column that goes",
    from: only({ note: t.text().nullable() }),
    to: only(),
    summary: ["- hotels.note"],
  },
  {
    name: "a renamed column",
    from: only({ old_name: t.text().default("kept") }),
    to: only({ name: t.text().default("kept").renamedFrom("old_name") }),
    summary: ["~ rename column hotels.old_name to name"],
  },
  {
    name: "a column that becomes nullable",
    from: only({ stars: t.integer().default(3) }),
    to: only({ stars: t.integer().default(3).nullable() }),
    summary: ["~ hotels.stars: null"],
  },
  {
    name: "a type and a default",
    from: only({ stars: t.integer().default(3) }),
    to: only({ stars: t.text().default("three") }),
    summary: ["~ hotels.stars: text, default 'three'"],
  },
  {
    name: "indexes, with expressions and predicates",
    from: only(),
    to: defineSchema({
      hotels: table("hotels", { id: id(), code: t.text() }, (c) => [
        index("ix_hotels_code").on(c.code.desc()),
        index("ix_hotels_lower")
          .on(sql`lower(code)`)
          .where(sql`code <> ''`)
          .unique(),
      ]),
    }),
    summary: ["+ index ix_hotels_code on hotels", "+ index ix_hotels_lower on hotels"],
  },
  {
    name: "a unique constraint",
    from: only(),
    to: defineSchema({ hotels: table("hotels", { id: id(), code: t.text() }, (c) => [unique().on(c.code)]) }),
    summary: ["+ unique constraint uq_hotels_code on hotels"],
  },
  {
    name: "a new table that refers to an old one, and an enum",
    from: only(),
    to: defineSchema({
      hotels: hotels(),
      rooms: table("rooms", {
        id: id(),
        hotel_id: t.integer().references("hotels.id", { onDelete: "cascade" }),
        kind: t.enum("room_kind", ["single", "double"])().default("single"),
      }),
    }),
    summary: ["+ enum room_kind: single, double", "+ table rooms"],
  },
  {
    name: "a table that goes, as the answer says",
    from: defineSchema({ hotels: hotels(), guests: table("guests", { id: id(), name: t.text() }) }),
    to: only(),
    decisions: [{ kind: "dropTable", table: "guests", answer: true }],
    summary: ["- table guests"],
  },
  {
    name: "tables that refer to each other",
    from: only(),
    to: ring(),
    summary: ["+ table rooms", "+ hotels.best_id integer"],
  },
]
