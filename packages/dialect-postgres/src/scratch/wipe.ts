import type { AnyDatabase } from "@aludel/core/dialect"

import { codeOf } from "./kind.ts"

/** The schema by whose presence a database is known to be set aside as scratch. */
export const marker = "aludel_scratch"

/** An object of a database, in the words of `pg_identify_object`: `{ type: "table", identity: "public.hotels" }`. */
export interface FoundObject {
  readonly type: string
  readonly identity: string
}

/** A statement that drops an object and what depends on it. */
function dropStatement({ type, identity }: FoundObject): string {
  return `drop ${words[type] ?? type} if exists ${identity} cascade`
}

// Where `drop` calls it otherwise than `pg_identify_object`.
const words: Readonly<Record<string, string>> = {
  "statistics object": "statistics",
  "composite type": "type",
  "foreign-data wrapper": "foreign data wrapper",
  "domain type": "domain",
}

/**
 * What lies in a database besides what the system and extensions made: objects in schemas, schemas, and what lies in
 * none (publications, foreign servers, event triggers, casts, languages). What goes with another object, such as the
 * functions of a range type, is not told by itself.
 *
 * @param limit how many at most
 */
export async function foundObjects(db: AnyDatabase, limit: number): Promise<readonly FoundObject[]> {
  const { sql } = await import("kysely")
  const { rows } = await sql<FoundObject>`
    with ours as (
      select oid from pg_catalog.pg_namespace
      where nspname not in ('pg_catalog', 'information_schema', 'pg_toast', ${marker})
        and nspname !~ '^pg_(toast_)?temp_'
    ), found as (
      select classid, objid from pg_catalog.pg_depend
      where refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass and refobjid in (select oid from ours)
        and deptype = 'n' and classid <> 'pg_catalog.pg_extension'::pg_catalog.regclass
      union
      select 'pg_catalog.pg_namespace'::pg_catalog.regclass, n.oid from pg_catalog.pg_namespace n
        join ours on ours.oid = n.oid where n.nspname <> 'public'
      union select 'pg_catalog.pg_publication'::pg_catalog.regclass, oid from pg_catalog.pg_publication
      union select 'pg_catalog.pg_event_trigger'::pg_catalog.regclass, oid from pg_catalog.pg_event_trigger
      union select 'pg_catalog.pg_foreign_server'::pg_catalog.regclass, oid from pg_catalog.pg_foreign_server
      union select 'pg_catalog.pg_foreign_data_wrapper'::pg_catalog.regclass, oid from pg_catalog.pg_foreign_data_wrapper
      union select 'pg_catalog.pg_cast'::pg_catalog.regclass, oid from pg_catalog.pg_cast where oid >= 16384
      union select 'pg_catalog.pg_language'::pg_catalog.regclass, oid from pg_catalog.pg_language where oid >= 16384
    )
    select o.type, o.identity from found f
      cross join lateral pg_catalog.pg_identify_object(f.classid, f.objid, 0) o
    where o.type <> 'default acl' and o.identity is not null
      and not exists (select from pg_catalog.pg_depend e
        where e.classid = f.classid and e.objid = f.objid and e.deptype in ('e', 'i'))
    order by o.type = 'schema', f.objid
    limit ${limit}`.execute(db)
  return rows
}

// All at once is fast. Where one refuses, the others go first, for it may go with them.
async function drop(db: AnyDatabase, objects: readonly FoundObject[]): Promise<void> {
  const { sql } = await import("kysely")
  const statements = objects.map(dropStatement)
  try {
    await sql.raw(`do $aludel$ begin\n${statements.join(";\n")};\nend $aludel$`).execute(db)
  } catch (refused) {
    if (codeOf(refused) === undefined) throw refused
    let dropped = 0
    for (const statement of statements) {
      dropped += await sql
        .raw(statement)
        .execute(db)
        .then(
          () => 1,
          () => 0,
        )
    }
    if (dropped === 0) throw refused
  }
}

/**
 * Drops everything in a database that is set aside as scratch, extensions too where the role may.
 *
 * @param db one connection, in no transaction
 */
export async function wipe(db: AnyDatabase): Promise<void> {
  const { sql } = await import("kysely")
  const extensions = await sql<FoundObject>`
    select 'extension' as type, pg_catalog.quote_ident(extname) as identity from pg_catalog.pg_extension
    where extname <> 'plpgsql' and pg_catalog.pg_has_role(extowner, 'USAGE')`.execute(db)
  for (const extension of extensions.rows) await sql.raw(dropStatement(extension)).execute(db)
  // Each look takes some hundred, for every dropped table takes locks until its transaction ends.
  for (let last = ""; ;) {
    const found = await foundObjects(db, 300)
    if (found.length === 0) return
    const names = found.map(({ type, identity }) => `${type} ${identity}`).join(", ")
    if (names === last) throw new Error(`nothing drops ${names}`)
    last = names
    await drop(db, found)
  }
}
