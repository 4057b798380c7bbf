import { quoteName, tableOf, type AddColumn, type ColumnNode, type TablePartNode } from "@aludel/core/dialect"

import { columnReferenceText, columnText, constraintText, createIndexText } from "./definition-text.ts"
import { isLiteral } from "./expression.ts"
import { qualified } from "./qualified.ts"
import { noteDangling, type Library } from "./library.ts"

/**
 * The statements that add a column, with its checks and its foreign key in its definition; nothing where `alter table …
 * add column` does not take it (https://sqlite.org/lang_altertable.html#altertabaddcol): keys, stored columns, defaults that
 * are no literals, and on older libraries NOT NULL without a default.
 */
export function addColumnInPlace(operation: AddColumn, library: Library): readonly string[] | undefined {
  const { name, nodes, fill } = operation
  const table = qualified(tableOf(operation))
  const [first, ...parts] = nodes
  const column = first as ColumnNode
  if (!takes(column, parts, library)) return undefined
  noteDangling(parts, library)
  const constraints = parts.flatMap(inlineText)
  const add = (node: ColumnNode) =>
    `alter table ${table} add column ${[columnText(node), ...constraints].join(" ")}`
  const indexes = parts.filter((part) => part.kind === "index").map((part) => createIndexText(part))
  if (fill === undefined) return [add(column), ...indexes]
  const update = `update ${table} set ${quoteName(name)} = ${fill}`
  // With a default SQLite takes NOT NULL at once.
  if (column.nullable || hasValue(column)) return [add(column), update, ...indexes]
  if (!library.altersInPlace) return undefined
  const notNull = `alter table ${table} alter column ${quoteName(name)} set not null`
  return [add({ ...column, nullable: true }), update, notNull, ...indexes]
}

function takes(column: ColumnNode, parts: readonly TablePartNode[], library: Library): boolean {
  if (parts.some((part) => part.kind === "unique" || part.kind === "primaryKey")) return false
  if (column.identity !== undefined || column.generated?.stored || column.notNull !== undefined) return false
  // While it acts on foreign keys, SQLite wants the new values to be NULL.
  if (library.actsOnForeignKeys && hasValue(column) && parts.some((part) => part.kind === "foreignKey"))
    return false
  return column.default === undefined || isLiteral(column.default)
}

function hasValue(column: ColumnNode): boolean {
  return column.default !== undefined && column.default.toLowerCase() !== "null"
}

function inlineText(part: TablePartNode): readonly string[] {
  if (part.kind === "foreignKey") return [columnReferenceText(part)]
  return part.kind === "check" ? [constraintText(part)] : []
}
