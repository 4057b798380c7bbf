// What the compiler must refuse. The text behind the directive is the first line of its message, on every compiler.
import type { Kysely } from "kysely"

import { index, unique } from "../../src/schema/constraints.ts"
import { defineSchema } from "../../src/schema/define-schema.ts"
import { t } from "../../src/schema/t.ts"
import { table } from "../../src/schema/table.ts"
import { conversionKind } from "./hotels.ts"
import type { Database } from "./schema.ts"

export function inserts(db: Kysely<Database>) {
  db.insertInto("guests").values({ name: "Ada" })
  db.insertInto("guests").values({ name: "Ada", favourite_id: null })
  // @ts-expect-error Argument of type '{}' is not assignable to parameter of type 'InsertExpression<Database, "guests">'.
  db.insertInto("guests").values({})
  // @ts-expect-error Type 'number' is not assignable to type 'string'. [5.9: Type 'number' is not assignable to type 'ValueExpression<Database, "guests", string>'.]
  db.insertInto("guests").values({ name: 1 })
  // @ts-expect-error Type 'null' is not assignable to type 'string'. [5.9: Type 'null' is not assignable to type 'ValueExpression<Database, "guests", string>'.]
  db.insertInto("guests").values({ name: null })
  // @ts-expect-error Object literal may only specify known properties, and 'id' does not exist in type 'InsertExpression<Database, "guests">'.
  db.insertInto("guests").values({ name: "Ada", id: 1 })
  // @ts-expect-error Argument of type '"guest"' is not assignable to parameter of type '"billing.stays" | "conversions" | "guests" | "hotels"'.
  db.insertInto("guest").values({ name: "Ada" })
  // @ts-expect-error Type '"bookings"' is not assignable to type 'ValueExpression<Database, "conversions", "booking" | "request" | "test"> | undefined'. Did you mean '"booking"'?
  db.updateTable("conversions").set({ kind: "bookings" })
  // @ts-expect-error Type 'true' is not assignable to type 'ValueExpression<Database, "conversions", number> | undefined'.
  db.updateTable("conversions").set({ active: true })
  // @ts-expect-error Type 'Date' is not assignable to type 'ValueExpression<Database, "conversions", string> | undefined'.
  db.updateTable("conversions").set({ created_at: new Date() })
  // @ts-expect-error Object literal may only specify known properties, and 'clicks' does not exist in type 'Expression<string> | OperandExpressionFactory<Database, "conversions", string> | SelectQueryBuilderExpression<Record<string, string>>'.
  db.updateTable("conversions").set({ payload: { clicks: [1] } })
  // @ts-expect-error Type 'number' is not assignable to type 'ValueExpression<Database, "conversions", HotelId> | undefined'.
  db.updateTable("conversions").set({ hotel_id: 1 })
  // @ts-expect-error Type 'number' is not assignable to type 'ValueExpression<Database, "hotels", never> | undefined'.
  db.updateTable("hotels").set({ id: 1 })
}

// @ts-expect-error Argument of type 'string' is not assignable to parameter of type 'Sql<unknown> | number'.
export const wrongDefault = t.integer().default("one")
// @ts-expect-error Argument of type '"bookings"' is not assignable to parameter of type '"booking" | "request" | "test" | Sql<unknown>'.
export const wrongEnumDefault = conversionKind().default("bookings")
// @ts-expect-error Argument of type '"hotels"' is not assignable to parameter of type 'ReferenceTarget'.
export const wrongReference = t.integer().references("hotels")
// @ts-expect-error Type '"delete"' is not assignable to type '"no action" | ReferentialAction | undefined'.
export const wrongAction = t.integer().references("hotels.id", { onDelete: "delete" })
// @ts-expect-error Property '"~column"' is missing in type 'EnumType<"booking" | "request" | "test">' but required in type 'AnyColumn'.
export const wrongColumn = table("a", { kind: conversionKind })
// @ts-expect-error Property 'ib' does not exist on type '{ readonly id: ColumnRef; }'.
export const wrongKey = table("a", { id: t.integer() }, (c) => [unique().on(c.ib)])
// @ts-expect-error Argument of type '() => { on(columns_0: ColumnInput, ...columns: ColumnInput[]): KeyExtra<UniqueOptions>; }[]' is not assignable to parameter of type '(c: { readonly id: ColumnRef; }) => readonly Extra[]'.
export const unfinished = table("a", { id: t.integer() }, () => [unique("uq")])
// @ts-expect-error Expected at least 1 arguments, but got 0.
export const noKeys = index("ix").on()
// @ts-expect-error Type 'Column<number, number, number>' is not assignable to type 'Declared'.
export const noSchema = defineSchema({ a: t.integer() })
