import { displayName, tableOf, type AnyDatabase, type SchemaNode } from "@aludel/core/dialect"

import { readPragma } from "./pragma.ts"
import { query } from "./query.ts"

/** What the SQLite library beneath can do that not every one can; asked on every connection that a run or a scratch opens. */
export interface Library {
  /** Whether there is one: not for an offline script. */
  isThere: boolean
  /** `alter column … set not null`, `add constraint … check`, `drop constraint` of a check: since 3.53. */
  altersInPlace: boolean
  /** `drop constraint` of a foreign key: since 3.54. */
  dropsForeignKeys: boolean
  /** Whether the connection acts on foreign keys while operations run: in a transaction of the caller's it may, and that can't be changed. */
  actsOnForeignKeys: boolean
  /** The tables that `analyze` filled, by database: `sqlite_stat1` of `main`. */
  statistics: readonly StatisticsTable[]
  /** The tables that this connection was to give keys which are said to point at nothing. */
  readonly dangling: Set<string>
}

/** A table that `analyze` filled. */
export interface StatisticsTable {
  readonly schema: string
  readonly name: string
}

/** A library that nothing is known of, as for an offline script: what is written for it every one can do. */
export function unknownLibrary(): Library {
  return {
    isThere: false,
    altersInPlace: false,
    dropsForeignKeys: false,
    actsOnForeignKeys: false,
    statistics: [],
    dangling: new Set(),
  }
}

const probe = `temp."aludel: probe"`

/**
 * Finds out what the library of a connection can do. By trying, on a temporary table, since versions don't tell: those of
 * libSQL and Turso are others.
 */
export async function askLibrary(library: Library, db: AnyDatabase): Promise<void> {
  await query(
    db,
    `create temp table "aludel: probe" (a integer, constraint f foreign key (a) references x (a))`,
  )
  library.isThere = true
  library.dangling.clear()
  library.statistics = await statisticsOf(db)
  library.actsOnForeignKeys = (await readPragma(db, "foreign_keys")) === 1
  try {
    library.altersInPlace = await works(db, `alter table ${probe} alter column a set not null`)
    library.dropsForeignKeys = await works(db, `alter table ${probe} drop constraint f`)
  } finally {
    await query(db, `drop table ${probe}`)
  }
}

/** Notes the table that nodes belong to, where a key of it is said to point at nothing. */
export function noteDangling(nodes: readonly SchemaNode[], { dangling }: Library): void {
  for (const node of nodes)
    if (node.kind === "foreignKey" && node.dangling) dangling.add(displayName(tableOf(node)))
}

/** The tables that `analyze` filled in one database. */
export function statisticsIn({ statistics }: Library, schema = "main"): readonly string[] {
  return statistics.flatMap((table) => (table.schema === schema ? [table.name] : []))
}

function statisticsOf(db: AnyDatabase): Promise<readonly StatisticsTable[]> {
  return query(
    db,
    "select schema, name from pragma_table_list where name in ('sqlite_stat1', 'sqlite_stat4')",
  )
}

function works(db: AnyDatabase, statement: string): Promise<boolean> {
  return query(db, statement).then(
    () => true,
    () => false,
  )
}
