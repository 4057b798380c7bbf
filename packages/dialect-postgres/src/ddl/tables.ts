import type {
  AddColumn,
  ColumnNode,
  CompileContext,
  CreateTable,
  DefinedNode,
  DropColumn,
  Step,
  TableNode,
} from "@aludel/core/dialect"
import { commentSteps, isConstraint, quoteName, tableKey, tableOf } from "@aludel/core/dialect"

import { columnSettings, columnText } from "./column-text.ts"
import { constraintText } from "./constraint-text.ts"
import { setNotNull } from "./not-null-text.ts"
import { indexText } from "./index-text.ts"
import { pathText, tablePath } from "./path-text.ts"
import { placedConstraints } from "./placed-constraints.ts"
import { alterTableSteps, statement } from "./step.ts"
import { createTableText, replicaIdentityText, tableSettings } from "./table-text.ts"

/**
 * A table with everything that belongs to it. What `create table` has no place for follows, with the indexes before
 * what may name one.
 */
export function createTable(operation: CreateTable, context: CompileContext): readonly Step[] {
  if (operation.ifNotExists && context.before?.get(tableKey(operation)) !== undefined) return []
  const { nodes } = operation
  const table = tableNode(operation)
  const path = pathText(operation, context)
  const columns = nodes.filter((node) => node.kind === "column")
  const { within, later, alone } = placedConstraints(nodes)
  const elements = [
    ...columns.map((column) => columnText(column, context)),
    ...within.map((each) => constraintText(each, context)),
  ]
  const settings = [
    ...columns.flatMap(columnSettings),
    ...later.map((each) => `add ${constraintText(each, context)}`),
    ...tableSettings(table),
  ]
  const { replicaIdentity } = table
  return [
    statement(createTableText(table, elements, context, operation)),
    ...alterTableSteps(path, settings),
    ...nodes
      .filter((node) => node.kind === "index")
      .map((index) => statement(indexText(index, context, ifNotExists(operation)))),
    ...alone.flatMap((each) => alterTableSteps(path, [`add ${constraintText(each, context)}`])),
    ...(replicaIdentity === undefined ? [] : alterTableSteps(path, [replicaIdentityText(replicaIdentity)])),
    ...nodes.filter((node) => node.kind === "defined").flatMap((node) => objectSteps(node, context)),
    ...nodes.flatMap((node) => commentSteps(node, context)),
  ]
}

/** Whether more than the one statement that has words for it makes the table. */
export function needsLook({ ifNotExists: optional, nodes }: CreateTable): boolean {
  if (!optional) return false
  const { within } = placedConstraints(nodes)
  return nodes.some(
    (node) =>
      node.comment !== undefined ||
      node.kind === "defined" ||
      (node.kind === "table" && (tableSettings(node).length > 0 || node.replicaIdentity !== undefined)) ||
      (node.kind === "column" && columnSettings(node).length > 0) ||
      (isConstraint(node) && !within.includes(node)),
  )
}

/** A column with the constraints on it, in one `alter table` unless rows are filled in between. */
export function addColumn(operation: AddColumn, context: CompileContext): readonly Step[] {
  const [column, ...parts] = operation.nodes as readonly [ColumnNode, ...AddColumn["nodes"]]
  const path = tablePath(operation, context)
  const constraints = parts.filter(isConstraint).map((each) => `add ${constraintText(each, context)}`)
  const words = operation.ifNotExists ? "add column if not exists" : "add column"
  const add = (node: ColumnNode) => `${words} ${columnText(node, context)}`
  const { fill } = operation
  const filled =
    fill === undefined ? [] : [statement(`update ${path} set ${quoteName(column.name)} = ${fill}`)]
  const notNull = column.nullable ? [] : [setNotNull(column.name, column.notNull)]
  const empty: ColumnNode = { ...column, nullable: true }
  return [
    ...(fill === undefined
      ? alterTableSteps(path, [add(column), ...columnSettings(column), ...constraints])
      : [
          ...alterTableSteps(path, [add(empty)]),
          ...filled,
          ...alterTableSteps(path, [...notNull, ...columnSettings(empty), ...constraints]),
        ]),
    ...parts.filter((part) => part.kind === "index").map((index) => statement(indexText(index, context))),
    ...parts.filter((part) => part.kind === "defined").flatMap((part) => objectSteps(part, context)),
    ...operation.nodes.flatMap((node) => commentSteps(node, context)),
  ]
}

/** Drops a column; what stands on it in the same table goes with it. */
export function dropColumn(operation: DropColumn, context: CompileContext): readonly Step[] {
  const words = operation.ifExists ? "drop column if exists" : "drop column"
  return alterTableSteps(tablePath(operation, context), [`${words} ${quoteName(operation.name)}`])
}

function objectSteps(node: DefinedNode, context: CompileContext): readonly Step[] {
  return (context.object(node.type)?.create(node, context) ?? []).map(statement)
}

function tableNode({ nodes, schema, name }: CreateTable): TableNode {
  const found = nodes.find((node): node is TableNode => node.kind === "table")
  return found ?? { kind: "table", ...tableOf({ ...(schema === undefined ? {} : { schema }), table: name }) }
}

function ifNotExists({ ifNotExists: optional }: CreateTable): { readonly ifNotExists?: true } {
  return optional ? { ifNotExists: true } : {}
}
