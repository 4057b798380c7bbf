import {
  displayName,
  quoteName,
  tableOf,
  type AddColumn,
  type ColumnNode,
  type TablePartNode,
} from "@aludel/core/dialect"

import { columnReferenceText, columnText, constraintText, createIndexText } from "./definition-text.ts"
import { isLiteral } from "./expression.ts"
import type { Library } from "./library.ts"
import { mainOnly } from "./main-only.ts"
import { needsNewerLibrary, needsRebuild } from "./refused.ts"

/**
 * The statements that add a column, with its check and its foreign key in its definition.
 *
 * @throws AludelError `dialect/unsupported` for what `alter table … add column` does not take
 * (https://sqlite.org/lang_altertable.html#altertabaddcol): keys, defaults that are no literals, and on older libraries
 * NOT NULL without a default
 */
export function addColumnTexts(operation: AddColumn, library: Library): readonly string[] {
  const { table, name, nodes, fill } = operation
  mainOnly(operation.schema, `the schema of ${table}`)
  const [first, ...parts] = nodes
  const column = first as ColumnNode
  refuse(column, parts)
  const constraints = parts.flatMap(inlineText)
  const add = (node: ColumnNode) =>
    `alter table ${quoteName(table)} add column ${[columnText(node), ...constraints].join(" ")}`
  const indexes = parts.filter((part) => part.kind === "index").map((part) => createIndexText(part))
  if (fill === undefined) return [add(column), ...indexes]
  const update = `update ${quoteName(table)} set ${quoteName(name)} = ${fill}`
  // With a default SQLite takes NOT NULL at once.
  if (column.nullable || (column.default !== undefined && column.default !== "null"))
    return [add(column), update, ...indexes]
  if (!library.altersInPlace)
    throw needsNewerLibrary(`the column ${place(column)}, NOT NULL without a default,`)
  const notNull = `alter table ${quoteName(table)} alter column ${quoteName(name)} set not null`
  return [add({ ...column, nullable: true }), update, notNull, ...indexes]
}

function refuse(column: ColumnNode, parts: readonly TablePartNode[]): void {
  const key = parts.find((part) => part.kind === "unique" || part.kind === "primaryKey")
  if (key?.kind === "unique")
    throw needsRebuild(`the unique constraint ${key.name} on the new column ${place(column)}`)
  if (key !== undefined) throw needsRebuild(`the primary key ${key.name} on the new column ${place(column)}`)
  if (column.identity !== undefined) throw needsRebuild(`the new column ${place(column)} with identity`)
  if (column.default !== undefined && !isLiteral(column.default)) {
    throw needsRebuild(
      `the new column ${place(column)} with the default ${column.default}, which is no literal,`,
    )
  }
}

function inlineText(part: TablePartNode): readonly string[] {
  if (part.kind === "foreignKey") return [columnReferenceText(part)]
  return part.kind === "check" ? [constraintText(part)] : []
}

function place(column: ColumnNode): string {
  return `${displayName(tableOf(column))}.${column.name}`
}
