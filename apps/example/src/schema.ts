import { defineSchema, type InferDatabase } from "@aludel/core"

import { conversionKind, conversionReports, conversions } from "./schema/conversions.ts"
import { guests } from "./schema/guests.ts"
import { hotels } from "./schema/hotels.ts"
import { reservations } from "./schema/reservations.ts"

const schema = defineSchema({ hotels, guests, reservations, conversionKind, conversions, conversionReports })
export default schema

/** The tables as Kysely's queries see them. */
export interface Database extends InferDatabase<typeof schema> {}
