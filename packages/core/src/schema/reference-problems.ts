import { displayName, tableKey, tableOf } from "./catalog.ts"
import { describeNode } from "./describe-node.ts"
import type { TablePartNode } from "./model.ts"
import type { ForeignKeyNode } from "./nodes/constraints.ts"
import type { TableReference } from "./nodes/parts.ts"
import { about, type SchemaProblem, type WholeTable, type WholeTables } from "./problem.ts"

/** Foreign keys of a table that point at nothing, or at what may stand in several rows. */
export function referenceProblems(
  { parts }: WholeTable,
  tables: WholeTables,
  isElsewhere: (table: TableReference) => boolean,
): readonly SchemaProblem[] {
  return parts.flatMap((part) =>
    part.kind === "foreignKey" && !part.dangling && !isElsewhere(part.references)
      ? problemsOf(part, tables).map(about(part))
      : [],
  )
}

function problemsOf(key: ForeignKeyNode, tables: WholeTables): readonly SchemaProblem[] {
  const name = displayName(tableOf(key.references))
  const { columns } = key.references
  const target = tables.get(tableKey(tableOf(key.references)))
  if (target === undefined) {
    return [
      {
        message: `${describeNode(key)} points at ${name}, which is no table of the schema`,
        hint: `Hand ${name} to defineSchema, too.`,
      },
    ]
  }
  // What it has from a table that is not there can't be known.
  if (target.inherited === undefined) return []
  const parts = [...target.parts, ...target.inherited]
  const missing = columns.filter(
    (column) => !parts.some((part) => part.kind === "column" && part.name === column),
  )
  if (missing.length > 0) {
    return missing.map((column) => ({
      message: `${describeNode(key)} points at ${name}.${column}, which is no column`,
    }))
  }
  if (columns.length !== key.columns.length) {
    return [
      { message: `${describeNode(key)} has ${key.columns.length} columns, but points at ${columns.length}` },
    ]
  }
  if (isKey(parts, columns)) return []
  const list = columns.join(", ")
  return [
    {
      message: `${describeNode(key)} points at ${name} (${list}), which several rows may have`,
      hint: "Make it unique or the primary key.",
    },
  ]
}

/** Whether no two rows of a table with these parts may have the same in these columns, so that a foreign key may point at them. */
export function isKey(parts: readonly TablePartNode[], columns: readonly string[]): boolean {
  return parts.some((part) => isUnique(part, columns))
}

function isUnique(part: TablePartNode, columns: readonly string[]): boolean {
  if (part.kind === "primaryKey" || part.kind === "unique") return sameColumns(part.columns, columns)
  if (part.kind !== "index" || !part.unique || part.where !== undefined) return false
  return sameColumns(
    part.keys.map((key) => ("column" in key ? key.column : undefined)),
    columns,
  )
}

function sameColumns(one: readonly (string | undefined)[], other: readonly string[]): boolean {
  return one.length === other.length && other.every((column) => one.includes(column))
}
