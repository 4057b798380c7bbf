import { documents } from "./t/documents.ts"
import { extensions } from "./t/extensions.ts"
import { geometry } from "./t/geometry.ts"
import { made } from "./t/made.ts"
import { numbers } from "./t/numbers.ts"
import { ranges } from "./t/ranges.ts"
import { texts } from "./t/texts.ts"
import { times } from "./t/times.ts"

/**
 * The types of PostgreSQL as columns, typed by what the driver `pg` gives and takes: `t.bigint()`. The names that core's
 * `t` has too mean the same in the database; the rest only PostgreSQL has.
 */
export const t = {
  ...numbers,
  ...texts,
  ...times,
  ...documents,
  ...ranges,
  ...geometry,
  ...extensions,
  ...made,
} as const
