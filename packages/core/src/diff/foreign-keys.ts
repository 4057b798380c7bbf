import { compareText, tableKey, tableOf } from "../schema/catalog.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { ForeignKeyNode } from "../schema/nodes/constraints.ts"
import { coming, going } from "./by-name.ts"
import type { Changes, OwnPart } from "./changes.ts"

/** Which foreign keys can't stand while other things change. */
export interface Obstacles {
  /** Whether what it points at or stands on is taken away or changes its type, so that it must go first. */
  mustGo(foreignKey: ForeignKeyNode): boolean
  /** Whether what it points at comes only after the tables and columns, so that it must come behind that. */
  mustWait(foreignKey: ForeignKeyNode): boolean
}

/** Looks through the changes for what foreign keys depend on: keys (of the same columns, by whatever name) and types. */
export function obstacles({ ownParts, columns, created, dropped }: Changes): Obstacles {
  const lost = new Set(going(ownParts).flatMap(keyColumns))
  const gained = new Set(coming(ownParts).flatMap(keyColumns))
  const retyped = new Set(
    columns.changed.filter(({ from, to }) => !comparable(from, to)).map(({ to }) => columnKey(to, to.name)),
  )
  const isRetyped = ({ references, ...foreignKey }: ForeignKeyNode) =>
    foreignKey.columns.some((column) => retyped.has(columnKey(foreignKey, column))) ||
    references.columns.some((column) => retyped.has(columnKey(references, column)))
  const droppedTables = new Set(dropped.map(({ table }) => tableKey(table)))
  const anew = new Set(created.map(({ table }) => tableKey(table)).filter((key) => droppedTables.has(key)))
  const isShaken = (foreignKey: ForeignKeyNode) => isRetyped(foreignKey) || anew.has(targetKey(foreignKey))
  return {
    mustGo: (foreignKey) => lost.has(pointedAt(foreignKey)) || isShaken(foreignKey),
    mustWait: (foreignKey) => gained.has(pointedAt(foreignKey)) || isShaken(foreignKey),
  }
}

/** The key of the table that a foreign key points at. */
export function targetKey({ references }: ForeignKeyNode): string {
  return tableKey(tableOf(references))
}

interface OnTable {
  readonly schema?: string
  readonly table: string
}

function columnKey(on: OnTable, column: string): string {
  return JSON.stringify([tableKey(tableOf(on)), column])
}

function keyColumns(part: OwnPart): readonly string[] {
  if (part.kind === "check" || part.kind === "exclusion") return []
  if (part.kind !== "index") return [columnsKey(part, part.columns)]
  const columns = part.keys.flatMap((key) => ("column" in key ? [key.column] : []))
  return part.unique && columns.length === part.keys.length ? [columnsKey(part, columns)] : []
}

function pointedAt({ references }: ForeignKeyNode): string {
  return columnsKey(references, references.columns)
}

// Engines take a key whatever the order of its columns.
function columnsKey(on: OnTable, columns: readonly string[]): string {
  return JSON.stringify([tableKey(tableOf(on)), columns.toSorted(compareText)])
}

const families = [/^(smallint|integer|bigint)$/, /^(text|varchar(\(\d+\))?)$/, /^numeric(\(.*\))?$/]

/** Whether an engine goes on comparing the two types, so that a foreign key may stay while one becomes the other. */
export function comparable(from: ColumnNode, to: ColumnNode): boolean {
  if (from.type === to.type && from.enum?.name === to.enum?.name && from.enum?.schema === to.enum?.schema)
    return true
  return families.some((family) => family.test(from.type) && family.test(to.type))
}
