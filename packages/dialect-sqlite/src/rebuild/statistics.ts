import { isConstraint, literal, type SchemaNode } from "@aludel/core/dialect"

import { ownTable } from "../qualified.ts"
import type { WholeTable } from "./table.ts"

/** The statements that keep what `analyze` found out about a table. */
export interface KeptStatistics {
  /** Before the old table is dropped, which would delete it. */
  readonly before: readonly string[]
  /** Once the new one has its name and its indexes. */
  readonly after: readonly string[]
}

/**
 * Keeps what `analyze` found out about a table that is built anew, for the indexes that stay what they were.
 * https://sqlite.org/fileformat2.html#the_sqlite_stat1_table
 *
 * @param tables which tables of statistics there are in its database: `sqlite_stat1`
 * @param fresh what the new table is called meanwhile
 */
export function keptStatistics(
  from: WholeTable,
  to: WholeTable,
  fresh: string,
  tables: readonly string[],
): KeptStatistics {
  if (tables.length === 0) return { before: [], after: [] }
  const [old, meanwhile] = [literal(from.table.name), literal(fresh)]
  const kept = keptIndexes(from, to).map((name) => literal(name))
  const { schema } = from.table
  const own = tables.map((table) => ownTable(schema, table))
  const renamed = (name: string, was: string) =>
    own.map((table) => `update ${table} set tbl = ${name} where tbl = ${was}`)
  return {
    before: renamed(meanwhile, old),
    after: [
      ...renamed(old, meanwhile),
      ...own.map((table) => `delete from ${table} where tbl = ${old} and idx not in (${kept.join(", ")})`),
      // So that this connection plans by it, too.
      `analyze ${ownTable(schema, "sqlite_schema")}`,
    ],
  }
}

// Those that constraints made are numbered; that of a primary key without rowids has the name of its table.
function keptIndexes(from: WholeTable, to: WholeTable): readonly string[] {
  const had = new Set(from.parts.map(text))
  const own = to.parts.flatMap((part) => (part.kind === "index" && had.has(text(part)) ? [part.name] : []))
  const [before, after] = [from, to].map(({ table, parts }) => ({
    rowid: table.withoutRowid,
    keys: parts.filter(
      (part) => isConstraint(part) && (part.kind === "primaryKey" || part.kind === "unique"),
    ),
  }))
  if (JSON.stringify(before) !== JSON.stringify(after)) return own
  const numbered = (after?.keys ?? []).map((_, index) => `sqlite_autoindex_${to.table.name}_${index + 1}`)
  return [...own, to.table.name, ...numbered]
}

function text(node: SchemaNode): string {
  return JSON.stringify(Object.entries(node).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
