import type { AnyDatabase } from "@aludel/core/dialect"

/** The place that is read, and what it looks like before anything is. */
export interface Place {
  /** Absent where `search_path` names no schema that exists. */
  readonly default_schema: string | null
  readonly namespaces: readonly string[]
}

/** An enumerated type. */
export interface EnumRow {
  readonly schema: string
  readonly name: string
  readonly values: readonly string[]
}

/** A column with its table; a table without columns is one row without a column. */
export interface ColumnRow {
  readonly schema: string
  readonly table: string
  readonly name: string | null
  readonly type: string
  readonly enum_schema: string | null
  readonly enum_name: string | null
  readonly not_null: boolean
  readonly default: string | null
  readonly identity: string
}

/** A constraint, in PostgreSQL's one-letter codes. */
export interface ConstraintRow {
  readonly schema: string
  readonly table: string
  readonly name: string
  readonly type: "p" | "u" | "f" | "c"
  readonly columns: readonly string[]
  readonly expression: string | null
  readonly references_schema: string | null
  readonly references_table: string | null
  readonly references_columns: readonly string[]
  readonly on_delete: string
  readonly on_update: string
}

/** An index; `columns` has no name where a key is an expression, `expressions` has one for each key. */
export interface IndexRow {
  readonly schema: string
  readonly table: string
  readonly name: string
  readonly unique: boolean
  readonly columns: readonly (string | null)[]
  readonly expressions: readonly string[]
  readonly options: readonly string[]
  readonly predicate: string | null
}

/** What the catalog says of the schemas that were asked for. */
export interface CatalogRows {
  readonly enums: readonly EnumRow[]
  readonly columns: readonly ColumnRow[]
  readonly constraints: readonly ConstraintRow[]
  readonly indexes: readonly IndexRow[]
}

/** Which of the schemas exist, and which one is the default. One query. */
export async function readPlace(
  db: AnyDatabase,
  defaultSchema: string | undefined,
  schemas: readonly string[],
): Promise<Place> {
  const { sql } = await import("kysely")
  const home =
    defaultSchema === undefined ? sql`pg_catalog.current_schema()::text` : sql`${defaultSchema}::text`
  const wanted = sql.join([home, ...schemas.map((name) => sql`${name}::text`)])
  const { rows } = await sql<Place>`
    select ${home} as default_schema,
      array(select nspname::text from pg_catalog.pg_namespace where nspname in (${wanted})) as namespaces`.execute(
    db,
  )
  return rows[0]!
}

/** Reads the objects of schemas. Four queries, however many objects there are. */
export async function readCatalog(db: AnyDatabase, schemas: readonly string[]): Promise<CatalogRows> {
  const { sql } = await import("kysely")
  const here = sql`(select oid from pg_catalog.pg_namespace where nspname in (${sql.join(schemas)}))`
  // Partitions belong to their parent, and what an extension made belongs to the extension.
  const tables = sql`
    pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      and c.relnamespace in ${here} and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (select from pg_catalog.pg_depend e where e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
        and e.objid = c.oid and e.deptype = 'e')`
  const columnNames = (table: string, numbers: string) => sql`
    array(select a.attname::text from pg_catalog.unnest(${sql.ref(numbers)}) with ordinality k (number, position)
      join pg_catalog.pg_attribute a on a.attrelid = ${sql.ref(table)} and a.attnum = k.number order by k.position)`

  const enums = await sql<EnumRow>`
    select n.nspname::text as schema, t.typname::text as name,
      array(select enumlabel::text from pg_catalog.pg_enum where enumtypid = t.oid order by enumsortorder) as values
    from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = t.typnamespace
    where t.typtype = 'e' and t.typnamespace in ${here}
      and not exists (select from pg_catalog.pg_depend e where e.classid = 'pg_catalog.pg_type'::pg_catalog.regclass
        and e.objid = t.oid and e.deptype = 'e')`.execute(db)

  const columns = await sql<ColumnRow>`
    select n.nspname::text as schema, c.relname::text as table, a.attname::text as name,
      pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
      tn.nspname::text as enum_schema, t.typname::text as enum_name, a.attnotnull as not_null,
      pg_catalog.pg_get_expr(d.adbin, d.adrelid) as default, a.attidentity::text as identity
    from ${tables}
      left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_catalog.pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum and a.attgenerated = ''
      left join pg_catalog.pg_type t on t.oid = a.atttypid and t.typtype = 'e'
      left join pg_catalog.pg_namespace tn on tn.oid = t.typnamespace
    order by c.oid, a.attnum`.execute(db)

  const constraints = await sql<ConstraintRow>`
    select n.nspname::text as schema, c.relname::text as table, o.conname::text as name, o.contype::text as type,
      ${columnNames("o.conrelid", "o.conkey")} as columns,
      pg_catalog.pg_get_expr(o.conbin, o.conrelid) as expression,
      rn.nspname::text as references_schema, r.relname::text as references_table,
      ${columnNames("o.confrelid", "o.confkey")} as references_columns,
      o.confdeltype::text as on_delete, o.confupdtype::text as on_update
    from ${tables}
      join pg_catalog.pg_constraint o on o.conrelid = c.oid and o.contype in ('p', 'u', 'f', 'c') and o.conparentid = 0
      left join pg_catalog.pg_class r on r.oid = o.confrelid
      left join pg_catalog.pg_namespace rn on rn.oid = r.relnamespace`.execute(db)

  // An index that the model has no words for (another method, operator class or INCLUDE) is left out whole: told with
  // less than it is, it would be made again as less.
  const indexes = await sql<IndexRow>`
    select n.nspname::text as schema, c.relname::text as table, ic.relname::text as name, i.indisunique as unique,
      array(select a.attname::text from pg_catalog.unnest(i.indkey) with ordinality k (number, position)
        left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.number and k.number > 0
        order by k.position) as columns,
      array(select pg_catalog.pg_get_indexdef(i.indexrelid, position::int4, false)
        from pg_catalog.generate_series(1, i.indnkeyatts) position order by position) as expressions,
      array(select k.option::text from pg_catalog.unnest(i.indoption) with ordinality k (option, position)
        order by k.position) as options,
      pg_catalog.pg_get_expr(i.indpred, i.indrelid) as predicate
    from ${tables}
      join pg_catalog.pg_index i on i.indrelid = c.oid and i.indnatts = i.indnkeyatts
      join pg_catalog.pg_class ic on ic.oid = i.indexrelid
      join pg_catalog.pg_am m on m.oid = ic.relam and m.amname = 'btree'
    where not exists (select from pg_catalog.pg_constraint o where o.conindid = i.indexrelid and o.contype in ('p', 'u', 'x'))
      and not exists (select from pg_catalog.pg_opclass oc where oc.oid = any (i.indclass) and not oc.opcdefault)`.execute(
    db,
  )

  return { enums: enums.rows, columns: columns.rows, constraints: constraints.rows, indexes: indexes.rows }
}
