import type { TableNode, TablePartNode } from "./model.ts"

/** Something wrong in a declared schema: what is, and what to do. */
export interface SchemaProblem {
  readonly message: string
  readonly hint?: string | undefined
}

/** A table with what belongs to it. */
export interface WholeTable {
  readonly table: TableNode
  readonly parts: readonly TablePartNode[]
}

/** Tables by their keys, see `tableKey`. */
export type WholeTables = ReadonlyMap<string, WholeTable>
