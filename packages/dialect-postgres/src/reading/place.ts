import type { AnyDatabase } from "@aludel/core/dialect"
import { AludelError, quoteName } from "@aludel/core/dialect"

import { isScratchName } from "../scratch/names.ts"

const oldestVersion = 140_000

/** The place that is read, and what it looks like before anything is. */
export interface Place {
  /** `server_version_num`. */
  readonly version: number
  /** Absent where `search_path` names no schema that exists. */
  readonly defaultSchema: string | undefined
  /** Of a scratch place, the schema whose place it takes. */
  readonly replacedSchema: string | undefined
  /** The schemas that exist of those that were asked for. */
  readonly namespaces: readonly Namespace[]
  /** The transactions that the first query knew to have ended, as PostgreSQL writes it. */
  readonly snapshot: string
  /** Puts back the settings that were there, for a transaction that goes on. */
  restore(): Promise<void>
}

/** A schema of the database. */
export interface Namespace {
  readonly oid: number | string
  readonly name: string
  readonly comment: string | null
  /** Whether the role may name what is in it; else PostgreSQL prints its names qualified. */
  readonly usable: boolean
}

interface PlaceRow {
  readonly version: string
  readonly default_schema: string | null
  readonly second_schema: string | null
  readonly namespaces: string | null
  readonly settings: string
  readonly snapshot: string
}

// What PostgreSQL's printing depends on, and what makes it plan badly for catalogs, whose statistics lag behind.
const settings: Readonly<Record<string, string>> = {
  quote_all_identifiers: "off",
  datestyle: "ISO",
  intervalstyle: "postgres",
  timezone: "UTC",
  extra_float_digits: "1",
  bytea_output: "hex",
  jit: "off",
  enable_nestloop: "off",
  enable_mergejoin: "off",
  work_mem: "64MB",
  join_collapse_limit: "1",
  max_parallel_workers_per_gather: "0",
}

/**
 * Asks which of the schemas exist, and settles until the end of the transaction how PostgreSQL prints: names unqualified
 * that lie in the default schema. Where none is given, `search_path` is what gives names their meaning; a scratch place
 * has set its own. One query, which trusts nothing that `search_path` could put in front of `pg_catalog`.
 */
export async function settlePlace(
  db: AnyDatabase,
  defaultSchema: string | undefined,
  schemas: readonly string[],
): Promise<Place> {
  const { sql } = await import("kysely")
  const home =
    defaultSchema === undefined ? sql`pg_catalog.current_schema()::text` : sql`${defaultSchema}::text`
  const wanted = sql.join([home, ...schemas.map((name) => sql`${name}::text`)])
  const path =
    defaultSchema === undefined || isScratchName(defaultSchema)
      ? sql`(select pg_catalog.string_agg(pg_catalog.quote_ident(s), ', ' order by n)
          from pg_catalog.unnest(pg_catalog.current_schemas(false)) with ordinality p (s, n)
          where s operator(pg_catalog.<>) 'pg_catalog')`
      : sql`${quoteName(defaultSchema)}::text`
  const names = sql.join(["search_path", ...Object.keys(settings)].map((name) => sql.lit(name)))
  // A server that is too old may lack a setting, and must come as far as to be told so.
  const changes = Object.entries(settings).map(
    ([name, value]) => sql`case when pg_catalog.current_setting(${sql.lit(name)}, true) is not null
      then pg_catalog.set_config(${sql.lit(name)}, ${sql.lit(value)}, true) end`,
  )
  const { rows } = await sql<PlaceRow>`
    select pg_catalog.current_setting('server_version_num') as version, ${home} as default_schema,
      (pg_catalog.current_schemas(false))[2]::text as second_schema,
      pg_catalog.txid_current_snapshot()::text as snapshot,
      (select pg_catalog.json_agg(pg_catalog.json_build_object('oid', n.oid, 'name', n.nspname,
          'comment', pg_catalog.obj_description(n.oid, 'pg_namespace'),
          'usable', pg_catalog.has_schema_privilege(n.oid, 'usage')))
        from pg_catalog.pg_namespace n
        where n.nspname::text operator(pg_catalog.=) any (array[${wanted}]))::text as namespaces,
      (select pg_catalog.json_object_agg(name, pg_catalog.current_setting(name, true))
        from pg_catalog.unnest(array[${names}]::text[]) name)::text as settings,
      ${sql.join(changes)},
      pg_catalog.set_config('search_path', pg_catalog.concat_ws(', ', ${path}, 'pg_temp'), true)`.execute(db)
  const row = rows[0]!
  return {
    version: Number(row.version),
    defaultSchema: row.default_schema ?? undefined,
    replacedSchema: (isScratchName(row.default_schema ?? "") ? row.second_schema : undefined) ?? undefined,
    namespaces: JSON.parse(row.namespaces ?? "[]") as readonly Namespace[],
    snapshot: row.snapshot,
    restore: () => set(db, JSON.parse(row.settings) as Readonly<Record<string, string | null>>),
  }
}

async function set(db: AnyDatabase, values: Readonly<Record<string, string | null>>): Promise<void> {
  const { sql } = await import("kysely")
  const calls = Object.entries(values).flatMap(([name, value]) =>
    value === null ? [] : [sql`pg_catalog.set_config(${sql.lit(name)}, ${value}, true)`],
  )
  await sql`select ${sql.join(calls)}`.execute(db)
}

/**
 * Whether it can be read.
 *
 * @throws AludelError `database/version` where the server is older than 14
 * @throws AludelError `database/failed` where the role may not use the default schema
 */
export function checkPlace({ version, namespaces, defaultSchema }: Place): void {
  if (version < oldestVersion) throw tooOld(version)
  // Names in a schema that the role may not use are not found by `search_path`, and all texts would come out otherwise.
  const home = namespaces.find(({ name }) => name === defaultSchema)
  if (home?.usable === false) throw unusable(home)
}

function tooOld(version: number): AludelError {
  return new AludelError(
    "database/version",
    `the server is PostgreSQL ${Math.floor(version / 10_000)}, and 14 is the oldest that can be read`,
    { hint: "Upgrade the server; PostgreSQL 13 and older are no longer maintained." },
  )
}

function unusable({ name }: Namespace): AludelError {
  return new AludelError("database/failed", `the role may not use the schema "${name}"`, {
    hint: `Grant it: grant usage on schema ${quoteName(name)} to …`,
  })
}
