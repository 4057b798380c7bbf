import type { AnyDatabase, Dialect } from "@aludel/core/dialect"
import { quoteName } from "@aludel/core/dialect"

/** Whether a table, or a schema of the database, is there; one look at the catalog, however large it is. */
export async function exists(
  db: AnyDatabase,
  object: Parameters<NonNullable<Dialect["exists"]>>[1],
): Promise<boolean> {
  const { sql } = await import("kysely")
  const name = object.schema === undefined ? [object.name] : [object.schema, object.name]
  const found =
    object.kind === "table"
      ? sql`pg_catalog.to_regclass(${name.map(quoteName).join(".")}) is not null`
      : sql`exists (select from pg_catalog.pg_namespace where nspname = ${object.name})`
  const { rows } = await sql<{ found: boolean }>`select ${found} as found`.execute(db)
  return rows[0]!.found
}
