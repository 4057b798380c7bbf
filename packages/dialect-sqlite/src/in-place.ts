import {
  isConstraint,
  quoteName,
  tableOf,
  type AddColumn,
  type AddConstraint,
  type AlterColumn,
  type Catalog,
  type ColumnNode,
  type CreateIndex,
  type DropColumn,
  type DropConstraint,
  type DropIndex,
  type IndexNode,
  type Operation,
} from "@aludel/core/dialect"

import { addColumnInPlace } from "./add-column.ts"
import { constraintText, createIndexText } from "./definition-text.ts"
import type { Library } from "./library.ts"
import { hasBrokenView } from "./broken-view.ts"
import { isMentioned } from "./mentioned.ts"
import { qualified } from "./qualified.ts"
import { after, nodesIn, wholeTable, type WholeTable } from "./rebuild/table.ts"
import { columnType } from "./types.ts"

/**
 * The statements of an operation that SQLite does in place; nothing where the table must be built anew.
 *
 * @param library what the library beneath can do
 */
export function inPlace(
  operation: Operation,
  before: Catalog | undefined,
  library: Library,
): readonly string[] | undefined {
  switch (operation.kind) {
    case "addColumn":
      return addColumnInPlace(operation as AddColumn, library)
    case "alterColumn":
      return alterColumnInPlace(operation as AlterColumn, before, library)
    case "dropColumn":
      return dropColumnInPlace(operation as DropColumn, before)
    case "addConstraint":
      return addConstraintInPlace(operation as AddConstraint, library)
    case "dropConstraint":
      return dropConstraintInPlace(operation as DropConstraint, before, library)
    case "createIndex":
      return [createIndexText((operation as CreateIndex).index)]
    case "dropIndex":
      return [dropIndexText(operation as DropIndex)]
    default:
      return undefined
  }
}

// Each gives the statements, or nothing where the table must be built anew.

/** A column whose NOT NULL alone comes or goes; no statement at all where the change makes no difference to SQLite. */
function alterColumnInPlace(
  operation: AlterColumn,
  before: Catalog | undefined,
  library: Library,
): readonly string[] | undefined {
  const table = wholeTable(before, tableOf(operation))
  if (table === undefined) return undefined
  const [from, to] = [table, after(table, [operation])].map((each) => columnOf(each, operation.name))
  if (from === undefined || to === undefined || operation.using !== undefined) return undefined
  if (isDifferent(from, to)) return undefined
  const { name, fill } = operation
  if ((from.nullable ?? false) === (to.nullable ?? false)) return []
  if (!library.altersInPlace || to.notNull !== undefined || isInKey(table, name)) return undefined
  const alter = `alter table ${qualified(tableOf(operation))} alter column ${quoteName(name)}`
  if (to.nullable) return [`${alter} drop not null`]
  const column = quoteName(name)
  const update = `update ${qualified(tableOf(operation))} set ${column} = ${fill} where ${column} is null`
  return [...(fill === undefined ? [] : [update]), `${alter} set not null`]
}

// In anything but whether it takes NULL. What numbers the column is a matter of its key, but for autoincrement.
function isDifferent(from: ColumnNode, to: ColumnNode): boolean {
  return (
    columnType(from).toLowerCase() !== columnType(to).toLowerCase() ||
    from.identity?.sequence !== to.identity?.sequence ||
    attributes.some((each) => JSON.stringify(from[each]) !== JSON.stringify(to[each]))
  )
}

const attributes = [
  "default",
  "generated",
  "collation",
  "notNull",
  "compression",
  "storage",
  "statistics",
  "parameters",
  "comment",
] as const

function isInKey({ parts }: WholeTable, column: string): boolean {
  return parts.some((part) => part.kind === "primaryKey" && part.columns.includes(column))
}

function columnOf({ parts }: WholeTable, name: string): ColumnNode | undefined {
  return parts.find((part): part is ColumnNode => part.kind === "column" && part.name === name)
}

/** A column that nothing stands on but indexes, which go first. */
function dropColumnInPlace(
  { schema, table: on, name }: DropColumn,
  before: Catalog | undefined,
): readonly string[] | undefined {
  const place = { ...(schema === undefined ? {} : { schema }), name: on }
  const table = wholeTable(before, place)
  if (before === undefined || table === undefined || columnOf(table, name) === undefined) return undefined
  const indexes = table.parts.filter(
    (part): part is IndexNode => part.kind === "index" && usesColumn(part, name),
  )
  const isUsed = table.parts.some((part) => {
    if (part.kind === "check") return isMentioned(name, part.expression)
    if (part.kind === "column")
      return part.generated !== undefined && isMentioned(name, part.generated.expression)
    return isConstraint(part) && "columns" in part && part.columns.includes(name)
  })
  const isReferredTo = nodesIn(before, schema).some((node) => {
    if (node.kind === "foreignKey")
      return node.references.table === on && node.references.columns.includes(name)
    return (
      node.kind === "defined" && isMentioned(name, `${node.definition} ${String(node.options?.["timing"])}`)
    )
  })
  if (isUsed || isReferredTo || hasBrokenView(before, schema)) return undefined
  return [...indexes.map(dropIndexText), `alter table ${qualified(place)} drop column ${quoteName(name)}`]
}

function usesColumn({ keys, where = "" }: IndexNode, column: string): boolean {
  return (
    isMentioned(column, where) ||
    keys.some((key) => ("column" in key ? key.column === column : isMentioned(column, key.expression)))
  )
}

/** A check with a name. */
export function addConstraintInPlace(
  { constraint }: AddConstraint,
  library: Library,
): readonly string[] | undefined {
  if (constraint.kind !== "check" || constraint.unnamed || !library.altersInPlace) return undefined
  return [`alter table ${qualified(tableOf(constraint))} add ${constraintText(constraint)}`]
}

/** A check or, on the newest libraries, a foreign key with a name. */
function dropConstraintInPlace(
  { name, ...operation }: DropConstraint,
  before: Catalog | undefined,
  library: Library,
): readonly string[] | undefined {
  const constraints = wholeTable(before, tableOf(operation))?.parts.filter(isConstraint) ?? []
  const found = constraints.find((each) => each.name === name)
  if (found === undefined || "unnamed" in found) return undefined
  const ability =
    found.kind === "check" ? library.altersInPlace : found.kind === "foreignKey" && library.dropsForeignKeys
  return ability
    ? [`alter table ${qualified(tableOf(operation))} drop constraint ${quoteName(name)}`]
    : undefined
}

/** `drop index "ix_hotels_code"` */
export function dropIndexText(index: Pick<IndexNode, "schema" | "name">): string {
  return `drop index ${qualified(index)}`
}
