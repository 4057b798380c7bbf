// What columns, keys and tables are besides, and what that does to their types.
import type { ColumnType, GeneratedAlways } from "kysely"

import { check, foreignKey, index, primaryKey, unique } from "../../src/schema/constraints.ts"
import { definedView } from "../../src/schema/defined-object.ts"
import { defineSchema } from "../../src/schema/define-schema.ts"
import { exclusion } from "../../src/schema/exclusion.ts"
import type { InferDatabase } from "../../src/schema/infer.ts"
import { t } from "../../src/schema/t.ts"
import { table } from "../../src/schema/table.ts"
import { tableOptions } from "../../src/schema/table-options.ts"
import { sql } from "../../src/sql/sql.ts"

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never

export const stays = table(
  "stays",
  {
    id: t.integer().identity({ start: 100, cache: 10n, cycle: true, sequence: "stay_numbers" }),
    number: t.bigint().identity({ always: false, increment: "-1" }),
    room: t.integer().with({ statistics: 500, comment: "the room" }),
    guest: t.text().nullable().with({ collation: '"C"', compression: "lz4", storage: "external" }),
    initial: t
      .text()
      .nullable()
      .generated(sql`left(guest, 1)`, { stored: true }),
    during: t.type<string>("tstzrange"),
  },
  (c) => [
    primaryKey("pk").on(c.room, c.during).with({ withoutOverlaps: true }).with({ deferrable: "deferred" }),
    unique("uq")
      .on(c.id)
      .with({ nullsNotDistinct: true, include: [c.room], parameters: { fillfactor: 70 } }),
    foreignKey("fk")
      .on(c.room)
      .references(() => [stays.id], { match: "full", onDelete: "set null", onDeleteColumns: [c.room] }),
    check("ck", sql`room > 0`, { noInherit: true }),
    exclusion("ex")
      .using("gist")
      .on([c.room, "="], [sql`during`, "&&"], [{ column: c.guest, collation: '"C"' }, "="])
      .where(sql`room > 0`)
      .with({ deferrable: "immediate" }),
    index("ix")
      .on({ column: c.guest, operatorClass: "gin_trgm_ops" })
      .using("gin")
      .with({ parameters: { fastupdate: false } }),
    tableOptions({ unlogged: true, partitionBy: { strategy: "list", keys: [c.room] } }),
  ],
)

export const totals = definedView(
  "reporting.totals",
  { room: t.integer(), guests: t.json<number[]>().nullable(), number: t.bigint().identity() },
  { type: "view", definition: "select" },
)

const schema = defineSchema({ stays, totals })
export interface Database extends InferDatabase<typeof schema> {}

export const columns: Same<
  Pick<Database, "stays">,
  {
    stays: {
      id: GeneratedAlways<number>
      number: ColumnType<
        string | number | bigint,
        string | number | bigint | undefined,
        string | number | bigint
      >
      room: number
      guest: string | null
      initial: GeneratedAlways<string | null>
      during: string
    }
  }
> = true

export const names: Same<keyof Database, "stays" | "reporting.totals"> = true

export const viewColumns: Same<
  Pick<Database, "reporting.totals">,
  {
    "reporting.totals": {
      room: ColumnType<number, never, never>
      guests: ColumnType<string | number[] | null, never, never>
      number: ColumnType<string | number | bigint, never, never>
    }
  }
> = true
