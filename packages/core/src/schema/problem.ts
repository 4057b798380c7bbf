import type { ObjectName } from "./catalog.ts"
import type { SchemaNode, TablePartNode } from "./model.ts"
import type { TableNode } from "./nodes/tables.ts"

/** Something wrong in a declared schema: what is, and what to do. */
export interface SchemaProblem {
  readonly message: string
  readonly hint?: string | undefined
  /** The table that it is about, by its name in the database. Absent: none in particular. */
  readonly of?: ObjectName | undefined
  /** What to look for behind that place: the names of the part that it is about, the most telling first. Absent: the table itself. */
  readonly names?: readonly string[] | undefined
  /** Where that is declared, as engines print places: `file:///app/schema.ts:12:16`. Absent: not known. */
  readonly place?: string | undefined
}

/** A table with what belongs to it. */
export interface WholeTable {
  readonly table: TableNode
  readonly parts: readonly TablePartNode[]
  /**
   * The columns that it has from other tables, and the keys that a partition has from its parent; nothing where these are
   * no tables of the schema.
   */
  readonly inherited: readonly TablePartNode[] | undefined
}

/** Tables by their keys, see `tableKey`. */
export type WholeTables = ReadonlyMap<string, WholeTable>

/** A problem with what to look for in the file: the name of what it is about, and of the columns that this stands on. */
export function about(node: SchemaNode): (problem: SchemaProblem) => SchemaProblem {
  const keys = node.kind === "index" ? node.keys : []
  const columns =
    "columns" in node ? node.columns : keys.flatMap((key) => ("column" in key ? [key.column] : []))
  return (problem) => ({ ...problem, names: [node.name, ...columns] })
}
