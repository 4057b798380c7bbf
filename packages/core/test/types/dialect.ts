// What the author of a dialect writes: the same types as the driver has them, and more.
import type { Selectable } from "kysely"

import { column, type Column } from "../../src/schema/column.ts"
import { defineSchema } from "../../src/schema/define-schema.ts"
import type { InferDatabase } from "../../src/schema/infer.ts"
import { t as portable } from "../../src/schema/t.ts"
import { table } from "../../src/schema/table.ts"

export const t = {
  ...portable,
  boolean: (): Column<boolean> => column("boolean"),
  jsonb: <T = unknown>(): Column<T, string, string> => column<T, string, string>("jsonb"),
}

export const flags = table("flags", {
  id: t.integer().primaryKey(),
  on: t.boolean().default(true),
  of: t.jsonb<number[]>(),
})
export const schema = defineSchema({ flags })
export interface Database extends InferDatabase<typeof schema> {}
export const row: Selectable<Database["flags"]> = { id: 1, on: true, of: [1] }
