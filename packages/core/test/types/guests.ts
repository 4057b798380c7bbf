// The other half of the ring over two files.
import { t } from "../../src/schema/t.ts"
import { table } from "../../src/schema/table.ts"
import { hotels } from "./hotels.ts"

export const guests = table("guests", {
  id: t.integer().identity().primaryKey(),
  name: t.text(),
  favourite_id: t
    .integer()
    .nullable()
    .references(() => hotels.id),
})
