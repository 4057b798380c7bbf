import type { AnyDatabase } from "@aludel/core/dialect"

/** What the queries of the catalog depend on. */
export interface Source {
  /** `server_version_num`: 180004. */
  readonly version: number
  /** The schemas that are read: their oids with commas between them, for SQL. */
  readonly schemas: string
  /** Whether the columns of views are wanted. */
  readonly viewColumns: boolean
}

/** The rows of a query that has no parameters. */
export async function rowsOf<R>(db: AnyDatabase, query: string): Promise<readonly R[]> {
  const { CompiledQuery } = await import("kysely")
  const { rows } = await db.executeQuery<R>(CompiledQuery.raw(query))
  return rows
}

/** The oid of the collation `default`, the database's own. */
export const defaultCollation = 100

/** The oid of a system catalog as SQL: what `pg_depend` and `pg_description` call a class. */
export function classOf(catalog: string): string {
  return `'pg_catalog.${catalog}'::pg_catalog.regclass`
}

/** SQL that is true for what an extension made. */
export function isOfExtension(catalog: string, oid: string): string {
  return `${oid} in (select e.objid from pg_catalog.pg_depend e
    where e.refclassid = ${classOf("pg_extension")} and e.classid = ${classOf(catalog)} and e.deptype = 'e')`
}

/** SQL for a name with its schema where `search_path` does not lead to it. */
export function visibleName(isVisible: string, schema: string, name: string): string {
  return `case when ${isVisible} then pg_catalog.quote_ident(${name})
    else pg_catalog.quote_ident(${schema}) || '.' || pg_catalog.quote_ident(${name}) end`
}

/** SQL for the names of columns by their numbers, as a JSON array. */
export function columnNames(table: string, numbers: string): string {
  return `(select pg_catalog.json_agg(k_a.attname order by k.position)
    from pg_catalog.unnest(${numbers}) with ordinality k (number, position)
    join pg_catalog.pg_attribute k_a on k_a.attrelid = ${table} and k_a.attnum = k.number)`
}
