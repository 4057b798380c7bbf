import type { AnyDatabase } from "@aludel/core/dialect"

import { attached } from "./attached.ts"
import { ownTable } from "./qualified.ts"
import { query } from "./query.ts"
import { whenReadable } from "./when-free.ts"

/** Whether a table is in the main database or an attached one; whether one is attached under a name. */
export async function exists(
  db: AnyDatabase,
  object: { readonly kind: "table" | "namespace"; readonly schema?: string; readonly name: string },
): Promise<boolean> {
  const schema = object.kind === "namespace" ? object.name : (object.schema ?? "main")
  if (schema !== "main" && !(await attached(db)).includes(schema)) return false
  if (object.kind === "namespace") return true
  const text = `select 1 from ${ownTable(schema, "sqlite_schema")} where type = 'table' and name = ? collate nocase`
  return (await whenReadable(db, (connection) => query(connection, text, [object.name]))).length > 0
}
