import type { ObjectName } from "./catalog.ts"
import type { TablePartNode } from "./model.ts"
import type { TableNode } from "./nodes/tables.ts"

/** Something wrong in a declared schema: what is, and what to do. */
export interface SchemaProblem {
  readonly message: string
  readonly hint?: string | undefined
  /** The table that it is about, by its name in the database. Absent: none in particular. */
  readonly of?: ObjectName | undefined
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
