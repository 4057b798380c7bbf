import type { IndexKey } from "@aludel/core/dialect"
import { quoteName } from "@aludel/core/dialect"

/** A key of an index or an exclusion constraint: `"code" collate "C" text_pattern_ops desc nulls last`. */
export function keyText(key: IndexKey): string {
  return [
    "column" in key ? quoteName(key.column) : `(${key.expression})`,
    key.collation === undefined ? "" : `collate ${key.collation}`,
    key.operatorClass ?? "",
    key.descending ? "desc" : "",
    key.nulls === undefined ? "" : `nulls ${key.nulls}`,
  ]
    .filter(Boolean)
    .join(" ")
}
