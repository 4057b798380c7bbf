import type { AnyDatabase } from "@aludel/core/dialect"

import { ownTable } from "./qualified.ts"
import { query } from "./query.ts"

/** A whole number; bigint where the driver was told to give all of them so. */
type Integer = number | bigint

/** A table, index, view or trigger with the SQL that made it. */
export interface SchemaRow {
  readonly type: "table" | "index" | "view" | "trigger"
  readonly name: string
  /** What it stands on; of a table or a view, itself. */
  readonly table: string
  readonly sql: string | null
}

/** A column. */
export interface ColumnRow {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly notnull: Integer
  readonly default: string | null
  /** Its place in the primary key from 1; 0: it is not in it. */
  readonly pk: Integer
}

/** A column of a foreign key. Those of a table are numbered from the last one written, so that 0 is the last. */
export interface ForeignKeyRow {
  readonly table: string
  readonly id: Integer
  readonly target: string
  readonly from: string
  /** `null`: the primary key of the target, at the same place. */
  readonly to: string | null
  readonly onUpdate: string
  readonly onDelete: string
}

/** A key of an index. */
export interface IndexRow {
  readonly table: string
  readonly name: string
  readonly unique: Integer
  /** `c`: an index of its own; `u`, `pk`: that of a constraint. */
  readonly origin: "c" | "u" | "pk"
  readonly position: Integer
  /** The column; `null`: an expression. */
  readonly column: string | null
  readonly descending: Integer
}

/** All that SQLite's catalog says of the tables of a database. */
export interface CatalogRows {
  readonly schema: readonly SchemaRow[]
  readonly columns: readonly ColumnRow[]
  readonly foreignKeys: readonly ForeignKeyRow[]
  readonly indexes: readonly IndexRow[]
}

/** The name of a virtual table. */
export interface VirtualRow {
  readonly name: string
}

/** Reads the names of the virtual tables of a database; what lies beneath them (the shadow tables of FTS5) is part of them. */
export function readVirtualTables(db: AnyDatabase, schema: string): Promise<readonly VirtualRow[]> {
  return query(
    db,
    `select l.name from pragma_table_list as l where l.schema = ? and l.type = 'virtual' order by l.name`,
    [schema],
  )
}

/** A column of a view; its type is empty where it is computed. */
export type ViewColumnRow = Pick<ColumnRow, "table" | "name" | "type">

/**
 * Reads the columns of the views of a database: of all in one statement, unless one of them is broken, for that makes the
 * statement fail. A broken view has no columns.
 */
export async function readViewColumns(db: AnyDatabase, schema: string): Promise<readonly ViewColumnRow[]> {
  const own = ownTable(schema, "sqlite_schema")
  const text = `select v.name as "table", c.name, c.type from ${own} as v
    join pragma_table_xinfo(v.name, ?) as c where v.type = 'view'`
  try {
    return await query(db, `${text} order by v.name, c.cid`, [schema])
  } catch {
    const views = await query<VirtualRow>(db, `select name from ${own} where type = 'view'`)
    const each = views.map(({ name }) =>
      query<ViewColumnRow>(db, `${text} and v.name = ? order by c.cid`, [schema, name]).catch(() => []),
    )
    return (await Promise.all(each)).flat()
  }
}

/**
 * Reads the catalog of a database in four statements, however many tables there are.
 *
 * @param schema `main`, or the name of an attached database
 */
export async function readCatalog(db: AnyDatabase, schema: string): Promise<CatalogRows> {
  return {
    schema: await query(
      db,
      `select m.type, m.name, m.tbl_name as "table", m.sql from ${ownTable(schema, "sqlite_schema")} as m order by m.rowid`,
    ),
    columns: await query(db, columnsSql, [schema]),
    foreignKeys: await query(db, foreignKeysSql, [schema]),
    indexes: await query(db, indexesSql, [schema]),
  }
}

// Only tables proper: not views, not virtual tables (their module may be missing), not what lies beneath them, not sqlite_*.
// Names are given with that of their database, since a temporary table would come first.
const tables = `(select l.name, l.schema from pragma_table_list as l
  where l.schema = ? and l.type = 'table' and l.name not like 'sqlite\\_%' escape '\\') as l`

const columnsSql = `select l.name as "table", c.name, c.type, c."notnull", c.dflt_value as "default", c.pk
  from ${tables} join pragma_table_xinfo(l.name, l.schema) as c order by l.name, c.cid`

const foreignKeysSql = `select l.name as "table", k.id, k."table" as "target", k."from", k."to",
    k.on_update as "onUpdate", k.on_delete as "onDelete"
  from ${tables} join pragma_foreign_key_list(l.name, l.schema) as k order by l.name, k.id desc, k.seq`

const indexesSql = `select l.name as "table", i.name, i."unique", i.origin, k.seqno as "position", k.name as "column", k."desc" as "descending"
  from ${tables}
  join pragma_index_list(l.name, l.schema) as i
  join pragma_index_xinfo(i.name, l.schema) as k
  where k."key" = 1 order by l.name, i.seq desc, k.seqno`
