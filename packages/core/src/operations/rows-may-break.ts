import { kindWords } from "../schema/describe-node.ts"
import { displayName, tableOf } from "../schema/catalog.ts"
import type { ConstraintNode } from "../schema/nodes/constraints.ts"
import type { IndexNode } from "../schema/nodes/indexes.ts"
import type { Hazard } from "./definition.ts"
import { violatingRows } from "./violations.ts"

/** What to know of a constraint or a unique index that comes to a table with rows. */
export function rowsMayBreak(part: ConstraintNode | IndexNode): readonly Hazard[] {
  const query = violatingRows(part)
  if (query === undefined) return []
  const what = part.kind === "index" ? "unique index" : kindWords[part.kind]
  const message = `Rows of ${displayName(tableOf(part))} that break the ${what} ${part.name} make it fail.`
  return [{ kind: "rows-may-break", message, advice: `See them: ${query}` }]
}
