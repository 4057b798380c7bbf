import { displayName, tableOf } from "./catalog.ts"
import { describeNode } from "./describe-node.ts"
import type { TablePartNode } from "./model.ts"
import type { ColumnNode } from "./nodes/columns.ts"
import type { TableNode } from "./nodes/tables.ts"
import { about, type SchemaProblem, type WholeTable } from "./problem.ts"

/** What is wrong within one table: keys that contradict each other, constraints on columns that are not there. */
export function tableProblems({ table, parts, inherited }: WholeTable): readonly SchemaProblem[] {
  const own = parts.filter((part) => part.kind === "column")
  const columns = [...own, ...(inherited ?? []).filter((part) => part.kind === "column")]
  const name = displayName(table)
  // What a table has from one that is not there can't be known.
  const known = inherited !== undefined
  if (table.partitionOf !== undefined && own.length > 0) {
    const hint = "It has those of the table that it is a partition of."
    return [{ message: `the partition ${name} has columns of its own`, hint }]
  }
  return [
    ...severalKeys(name, [...parts, ...(inherited ?? [])]),
    ...own.flatMap((column) => contradictions(column, parts).map(about(column))),
    ...(known ? parts.flatMap((part) => columnUse(part, columns).map(about(part))) : []),
    ...(known ? partitionKeys(table, columns) : []),
  ]
}

function partitionKeys(
  { partitionBy, ...table }: TableNode,
  columns: readonly ColumnNode[],
): readonly SchemaProblem[] {
  return (partitionBy?.keys ?? []).flatMap((key) =>
    !("column" in key) || columns.some((column) => column.name === key.column)
      ? []
      : [
          {
            message: `the table ${displayName(table)} is partitioned by ${key.column}, which is no column of it`,
            hint: `The columns are ${columns.map((column) => column.name).join(", ")}.`,
          },
        ],
  )
}

function severalKeys(table: string, parts: readonly TablePartNode[]): readonly SchemaProblem[] {
  if (parts.filter((part) => part.kind === "primaryKey").length < 2) return []
  const hint = "A key of several columns stands beside them: (c) => [primaryKey().on(c.a, c.b)]."
  return [{ message: `the table ${table} has several primary keys`, hint }]
}

function contradictions(column: ColumnNode, parts: readonly TablePartNode[]): readonly SchemaProblem[] {
  const name = `${displayName(tableOf(column))}.${column.name}`
  const inKey = parts.some((part) => part.kind === "primaryKey" && part.columns.includes(column.name))
  return [
    ...(column.nullable && inKey ? [{ message: `${name} is nullable, but in the primary key` }] : []),
    ...(column.nullable && column.identity
      ? [{ message: `${name} is nullable, but the engine assigns its numbers` }]
      : []),
    ...(column.default !== undefined && column.identity
      ? [{ message: `${name} has a default, but the engine assigns its numbers` }]
      : []),
    ...(column.generated && column.identity
      ? [{ message: `${name} is computed, but the engine assigns its numbers` }]
      : []),
    ...(column.generated && column.default !== undefined
      ? [{ message: `${name} has a default, but is computed` }]
      : []),
  ]
}

function columnUse(part: TablePartNode, columns: readonly ColumnNode[]): readonly SchemaProblem[] {
  if (part.kind === "column" || part.kind === "check" || part.kind === "defined") return []
  const keys = part.kind === "index" ? part.keys : part.kind === "exclusion" ? part.elements : undefined
  const used = keys?.flatMap((key) => ("column" in key ? [key.column] : [])) ?? columnsIn(part)
  if ((keys ?? used).length === 0) {
    return [{ message: `${describeNode(part)} stands on no column`, hint: "Name at least one: .on(c.id)." }]
  }
  const known = columns.map((column) => column.name)
  const hint = `The columns are ${known.join(", ")}.`
  return [...new Set([...used, ...besides(part)])].flatMap((column) => [
    ...(known.includes(column)
      ? []
      : [{ message: `${describeNode(part)} stands on ${column}, which is no column of the table`, hint }]),
    ...(keys === undefined && used.indexOf(column) !== used.lastIndexOf(column)
      ? [{ message: `${describeNode(part)} names ${column} twice` }]
      : []),
  ])
}

// Columns that it names, but does not stand on.
function besides(part: TablePartNode): readonly string[] {
  return [
    ...("include" in part ? (part.include ?? []) : []),
    ...("onDeleteColumns" in part ? (part.onDeleteColumns ?? []) : []),
    ...("descending" in part ? (part.descending ?? []) : []),
    ...("collations" in part ? Object.keys(part.collations ?? {}) : []),
  ]
}

function columnsIn(part: TablePartNode): readonly string[] {
  return "columns" in part ? part.columns : []
}
