import type { AnyDatabase } from "./dialect.ts"

/** What each connection of a run does first: SQL statements, or a function that is handed the connection. */
export type SessionHook = readonly string[] | ((db: AnyDatabase) => Promise<unknown>)

/** Does on a connection what it is to do first. */
export async function runSessionHook(hook: SessionHook | undefined, connection: AnyDatabase): Promise<void> {
  if (hook === undefined) return
  if (typeof hook === "function") {
    await hook(connection)
    return
  }
  const { sql } = await import("kysely")
  for (const statement of hook) await sql.raw(statement).execute(connection)
}
