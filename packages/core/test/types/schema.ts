import { defineSchema } from "../../src/schema/define-schema.ts"
import type { InferDatabase } from "../../src/schema/infer.ts"
import { table } from "../../src/schema/table.ts"
import { guests } from "./guests.ts"
import * as tables from "./hotels.ts"

// No queries of Kysely's could name these.
const dotted = table('"my.table"', {})
const alsoDotted = table('billing."my.table"', {})

export const schema = defineSchema({ ...tables, guests, dotted, alsoDotted })

export interface Database extends InferDatabase<typeof schema> {}
