import type {
  AlterTable,
  CompileContext,
  ObjectName,
  Step,
  TableChange,
  TableNode,
  TableReference,
} from "@aludel/core/dialect"
import {
  displayName,
  literal,
  nodeKey,
  quoteName,
  tableKey,
  tableOf,
  type Catalog,
} from "@aludel/core/dialect"

import { block } from "./block-text.ts"
import { parameterActions } from "./parameters-text.ts"
import { pathText, tablePath } from "./path-text.ts"
import { alterTableSteps, statement } from "./step.ts"
import { overrideActions, replicaIdentityText } from "./table-text.ts"
import { refuseForeign, unsupported } from "./unsupported.ts"

/**
 * Turns attributes of a table into others: it leaves its parents first and joins new ones last.
 *
 * @throws AludelError `dialect/unsupported` for what PostgreSQL can't change or has no words for
 */
export function alterTable(operation: AlterTable, context: CompileContext): readonly Step[] {
  const { to } = operation
  const from: TableChange = operation.from ?? attributesBefore(operation, context.before)
  refuse(operation)
  const path = pathText(operation, context)
  const moves = changes(from, to, "partitionOf")
  const leaves = moves ? from.partitionOf : undefined
  const joins = moves ? to.partitionOf : undefined
  return [
    ...(leaves ? alterTableSteps(tablePath(leaves, context), [`detach partition ${path}`]) : []),
    ...alterTableSteps(path, [...inheritActions(from, to, context), ...ownActions(operation, from)]),
    ...(to.accessMethod === null ? [defaultAccessMethod(path)] : []),
    ...(joins ? alterTableSteps(tablePath(joins, context), [`attach partition ${path} ${joins.bound}`]) : []),
    ...alterTableSteps(path, columnActions(operation, from, context)),
  ]
}

/** Whether the change can only be said with the parents' columns at hand: an override that goes. */
export function needsParents({ to, from }: AlterTable): boolean {
  if (to.overrides === undefined) return false
  if (from === undefined) return true
  return Object.entries(from.overrides ?? {}).some(
    ([column, { default: value }]) => value !== undefined && to.overrides?.[column]?.default === undefined,
  )
}

function refuse({ to, ...table }: AlterTable): void {
  const name = `the table ${displayName(table)}`
  refuseForeign(name, { ...to }, ["strict", "withoutRowid"])
  if (to.columnOrder !== undefined)
    throw unsupported(
      `the columns of ${name} can't be put in another order: PostgreSQL keeps that in which they came`,
      "Leave columnOrder out; or create a new table, copy the rows, and rename it.",
    )
  if (to.partitionBy === undefined) return
  throw unsupported(
    `${name} can't be partitioned in another way: PostgreSQL decides that when a table is created`,
    "Create a new table, copy the rows, and rename it.",
  )
}

function inheritActions(from: TableChange, to: TableChange, context: CompileContext): readonly string[] {
  if (to.inherits === undefined) return []
  const before = (from.inherits ?? []).map((each) => tablePath(each, context))
  const after = (to.inherits ?? []).map((each) => tablePath(each, context))
  return [
    ...before.filter((path) => !after.includes(path)).map((path) => `no inherit ${path}`),
    ...after.filter((path) => !before.includes(path)).map((path) => `inherit ${path}`),
  ]
}

function ownActions({ to }: AlterTable, from: TableChange): readonly string[] {
  return [
    ...(to.unlogged === undefined ? [] : [to.unlogged ? "set unlogged" : "set logged"]),
    ...(to.accessMethod == null ? [] : [`set access method ${quoteName(to.accessMethod)}`]),
    ...(to.parameters === undefined ? [] : parameterActions(from.parameters, to.parameters)),
    ...(to.rowSecurity === undefined ? [] : [`${to.rowSecurity ? "enable" : "disable"} row level security`]),
    ...(to.forceRowSecurity === undefined
      ? []
      : [`${to.forceRowSecurity ? "force" : "no force"} row level security`]),
    ...(to.replicaIdentity === undefined ? [] : [replicaIdentityText(to.replicaIdentity)]),
  ]
}

// After a partition is attached: its columns are those of the parent then, too.
function columnActions(
  operation: AlterTable,
  from: TableChange,
  { before }: CompileContext,
): readonly string[] {
  const { to } = operation
  if (to.overrides === undefined) return []
  const was = from.overrides ?? {}
  const is = to.overrides ?? {}
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((column) =>
    overrideActions(
      column,
      was[column] ?? {},
      is[column] ?? {},
      before && inheritedDefault(before, operation, column),
    ),
  )
}

function inheritedDefault(before: Catalog, table: ObjectName, column: string): string | undefined {
  const node = before.get(tableKey(table)) as TableNode | undefined
  const parents = [...(node?.partitionOf === undefined ? [] : [node.partitionOf]), ...(node?.inherits ?? [])]
  for (const parent of parents) {
    const own = before.get(nodeKey({ kind: "column", ...placeOf(parent), name: column }))
    if (own?.kind === "column") return own.default
    const parentNode = before.get(tableKey(tableOf(parent))) as TableNode | undefined
    const override = parentNode?.overrides?.[column]?.default
    const further = override === undefined ? inheritedDefault(before, tableOf(parent), column) : override
    if (further != null) return further
  }
  return undefined
}

function attributesBefore(operation: AlterTable, before: Catalog | undefined): TableChange {
  return (before?.get(tableKey(operation)) as TableNode | undefined) ?? {}
}

function placeOf({ schema, table }: TableReference) {
  return schema === undefined ? { table } : { schema, table }
}

function changes(from: TableChange, to: TableChange, attribute: keyof TableChange): boolean {
  return (
    to[attribute] !== undefined && JSON.stringify(from[attribute] ?? null) !== JSON.stringify(to[attribute])
  )
}

// `set access method default` is of 17; the setting it stands for can be asked of every version.
function defaultAccessMethod(path: string): Step {
  return statement(
    block(
      `execute format(${literal(`alter table ${path.replaceAll("%", "%%")} set access method %I`)}, current_setting('default_table_access_method'));`,
    ),
  )
}
