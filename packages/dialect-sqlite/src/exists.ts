import type { AnyDatabase } from "@aludel/core/dialect"

import { query } from "./query.ts"

/** Whether a table is in the main database, or the main database itself, which always is. */
export async function exists(
  db: AnyDatabase,
  object: { readonly kind: "table" | "namespace"; readonly schema?: string; readonly name: string },
): Promise<boolean> {
  if (object.kind === "namespace") return object.name === "main"
  if (object.schema !== undefined && object.schema !== "main") return false
  const text = "select 1 from main.sqlite_schema where type = 'table' and name = ? collate nocase"
  return (await query(db, text, [object.name])).length > 0
}
