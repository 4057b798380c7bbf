import { defineSchema } from "../../src/schema/define-schema.ts"
import type { InferDatabase } from "../../src/schema/infer.ts"
import { guests } from "./guests.ts"
import * as tables from "./hotels.ts"

export const schema = defineSchema({ ...tables, guests })

export interface Database extends InferDatabase<typeof schema> {}
