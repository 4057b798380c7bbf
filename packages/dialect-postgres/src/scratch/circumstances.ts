import type { AnyDatabase } from "@aludel/core/dialect"

/** An extension of the run's database. */
export interface Extension {
  readonly name: string
  readonly schema: string
}

/** What a scratch must have like the run's database, so that both say the same of the same objects. */
export interface Circumstances {
  readonly database: string
  /** `18.4`; empty where the server was not asked. */
  readonly version: string
  /** `180004`. */
  readonly versionNumber: number
  /** The schema that names without one lie in. Absent: `search_path` names none that exists. */
  readonly defaultSchema: string | undefined
  /** The server's time, in seconds since 1970. */
  readonly seconds: number
  /** Settings of the session by which texts are read and printed. */
  readonly settings: Readonly<Record<string, string>>
  /** Besides `plpgsql`, which every database has. */
  readonly extensions: readonly Extension[]
  /** The row of `pg_database`; its columns differ by version. */
  readonly row: Readonly<Record<string, unknown>>
}

const settings = [
  "search_path",
  "TimeZone",
  "DateStyle",
  "IntervalStyle",
  "bytea_output",
  "extra_float_digits",
  "default_table_access_method",
  "default_toast_compression",
]

/** Reads what there is to know of the run's database. One query, which any role may ask. */
export async function circumstances(
  db: AnyDatabase,
  defaultSchema: string | undefined,
): Promise<Circumstances> {
  const { sql } = await import("kysely")
  const { rows } = await sql<{ readonly all: string }>`
    select pg_catalog.json_build_object(
      'database', pg_catalog.current_database(),
      'version', pg_catalog.current_setting('server_version'),
      'versionNumber', pg_catalog.current_setting('server_version_num')::int4,
      'defaultSchema', coalesce(${defaultSchema ?? null}::text, pg_catalog.current_schema()::text),
      'seconds', pg_catalog.floor(extract(epoch from pg_catalog.now())),
      'settings', (select pg_catalog.json_object_agg(name, pg_catalog.current_setting(name))
        from pg_catalog.pg_settings where name in (${sql.join(settings)})),
      'extensions', (select coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('name', e.extname, 'schema', n.nspname)
          order by e.oid), '[]')
        from pg_catalog.pg_extension e join pg_catalog.pg_namespace n on n.oid = e.extnamespace
        where e.extname <> 'plpgsql'),
      'row', (select pg_catalog.to_json(d) from (select *, pg_catalog.pg_encoding_to_char(encoding) as encoding_name
        from pg_catalog.pg_database where datname = pg_catalog.current_database()) d)
    )::text as all`.execute(db)
  const read = JSON.parse(rows[0]!.all) as Omit<Circumstances, "defaultSchema"> & {
    readonly defaultSchema: string | null
  }
  return { ...read, defaultSchema: read.defaultSchema ?? undefined }
}

/** What is taken for granted where the run's database is not there to be asked: a fresh one, as `createdb` makes it. */
export function presumedCircumstances(defaultSchema: string | undefined): Circumstances {
  return {
    database: "",
    version: "",
    versionNumber: 0,
    defaultSchema: defaultSchema ?? "public",
    seconds: 0,
    settings: {},
    extensions: [],
    row: {},
  }
}
