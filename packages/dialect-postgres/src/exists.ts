import type { AnyDatabase, Dialect } from "@aludel/core/dialect"

/**
 * Whether a table, or a schema of the database, is there; one look at the catalog, however large it is. The catalog's
 * tables are read: `to_regclass` may answer from what the connection remembers of before it waited for the lock.
 */
export async function exists(
  db: AnyDatabase,
  { kind, schema, name }: Parameters<NonNullable<Dialect["exists"]>>[1],
): Promise<boolean> {
  const { sql } = await import("kysely")
  const inSchema =
    schema === undefined ? sql`pg_catalog.pg_table_is_visible(c.oid)` : sql`n.nspname = ${schema}`
  const object =
    kind === "table"
      ? sql`pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.relname = ${name} and ${inSchema}`
      : sql`pg_catalog.pg_namespace where nspname = ${name}`
  const { rows } = await sql<{ found: boolean }>`select exists (select from ${object}) as found`.execute(db)
  return rows[0]!.found
}
