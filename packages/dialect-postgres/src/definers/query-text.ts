import type { Sql } from "@aludel/core"
import { sqlText } from "@aludel/core/dialect"

/** A query as a definition has it: with literals in the place of values, without what ends a statement. */
export function queryText(query: Sql): string {
  return sqlText(query).trim().replace(/\s*;$/, "")
}
