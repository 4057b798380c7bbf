import type { AnyDatabase } from "@aludel/core/dialect"

import { query } from "./query.ts"

/** The databases that are attached to a connection, by the names they have there: https://sqlite.org/lang_attach.html */
export async function attached(db: AnyDatabase): Promise<readonly string[]> {
  const text = "select name from pragma_database_list where name not in ('main', 'temp') order by name"
  return (await query<{ name: string }>(db, text)).map(({ name }) => name)
}
