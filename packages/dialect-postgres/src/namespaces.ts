import type { AnyDatabase } from "@aludel/core/dialect"

/** The schemas of a database by name, without PostgreSQL's own and those that an extension made. */
export async function namespaces(db: AnyDatabase): Promise<readonly string[]> {
  const { sql } = await import("kysely")
  const { rows } = await sql<{ name: string }>`
    select n.nspname as name from pg_catalog.pg_namespace n
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and not exists (
      select from pg_catalog.pg_depend d
      where d.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass and d.objid = n.oid and d.deptype = 'e'
    )
    order by n.nspname collate "C"`.execute(db)
  return rows.map(({ name }) => name)
}
