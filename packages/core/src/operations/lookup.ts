import { AludelError } from "../errors/error.ts"
import type { Catalog, ObjectName } from "../schema/catalog.ts"
import { displayName, nodeKey, objectName, ownerKeys, tableKey, tableOf } from "../schema/catalog.ts"
import { kindWords, wordOf } from "../schema/describe-node.ts"
import {
  isConstraint,
  isTablePart,
  nodeKinds,
  type DefinedNode,
  type SchemaNode,
  type TablePartNode,
} from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { ConstraintNode } from "../schema/nodes/constraints.ts"
import type { IndexNode } from "../schema/nodes/indexes.ts"
import type { TableNode } from "../schema/nodes/tables.ts"
import type { CommentTarget, DefinedName } from "./operation.ts"

/** A table as the parts of an operation name it. */
export interface OnTable {
  readonly schema?: string
  readonly table: string
}

/** `billing.invoices` as an operation carries it. */
export function onTable(text: string): OnTable {
  const { schema, name } = objectName(text)
  return schema === undefined ? { table: name } : { schema, table: name }
}

/** The table of an operation as a revision writes it: `billing.invoices`. */
export function tableText(on: OnTable): string {
  return displayName(tableOf(on))
}

/** The table `table` in the same schema as something else. */
export function sibling(object: { readonly schema?: string }, name: string): ObjectName {
  return object.schema === undefined ? { name } : { schema: object.schema, name }
}

/** The nodes of a table, its own first; nothing where there is no such table. */
export function tableAndParts(catalog: Catalog, table: ObjectName): readonly SchemaNode[] {
  const node = catalog.get(tableKey(table))
  return node === undefined ? [] : [node, ...catalog.parts(table)]
}

/**
 * The parts of a table.
 *
 * @throws AludelError `operation/invalid` where there is no such table
 */
export function partsOf(catalog: Catalog, on: OnTable): readonly TablePartNode[] {
  const table = tableOf(on)
  // Views have parts, too: triggers, and the indexes of materialized ones.
  if (isOwner(catalog, table)) return catalog.parts(table)
  throw unknownTable(catalog, table)
}

function isOwner(catalog: Catalog, name: ObjectName): boolean {
  return (
    catalog.get(tableKey(name)) !== undefined || ownerKeys(name).some((key) => catalog.get(key) !== undefined)
  )
}

/** The error for a table that is not there. */
export function unknownTable(catalog: Catalog, table: ObjectName): AludelError {
  return unknown(
    "table",
    displayName(table),
    catalog
      .schema()
      .nodes.filter((node) => node.kind === "table")
      .map(displayName),
  )
}

/** The column of a table, or an error that says which there are. */
export function columnOf(catalog: Catalog, on: OnTable, name: string): ColumnNode {
  const columns = partsOf(catalog, on).filter((part) => part.kind === "column")
  return columns.find((column) => column.name === name) ?? refuse("column", on, name, columns)
}

/** The index of a table, or an error that says which there are. */
export function indexOf(catalog: Catalog, on: OnTable, name: string): IndexNode {
  const indexes = partsOf(catalog, on).filter((part) => part.kind === "index")
  return indexes.find((index) => index.name === name) ?? refuse("index", on, name, indexes)
}

/** The constraint of a table, or an error that says which there are. */
export function constraintOf(catalog: Catalog, on: OnTable, name: string): ConstraintNode {
  const constraints = partsOf(catalog, on).filter(isConstraint)
  return (
    constraints.find((constraint) => constraint.name === name) ?? refuse("constraint", on, name, constraints)
  )
}

/** The table's own node, or an error that says which tables there are. */
export function tableNodeOf(catalog: Catalog, table: ObjectName): TableNode {
  const node = catalog.get(tableKey(table))
  if (node?.kind === "table") return node
  throw unknownTable(catalog, table)
}

/** The defined object with this type and name, or an error that says which there are. */
export function definedOf(catalog: Catalog, name: DefinedName): DefinedNode {
  const found = catalog.get(nodeKey({ ...name, kind: "defined" }))
  if (found?.kind === "defined") return found
  const existing = catalog.schema().nodes.filter((node) => node.kind === "defined" && node.type === name.type)
  throw unknown(
    name.type,
    displayName(name),
    existing.map(({ name: each }) => each),
  )
}

/** Any node by what identifies it, or an error. */
export function anyNode(catalog: Catalog, target: CommentTarget): SchemaNode {
  const found = catalog.get(nodeKey(target))
  if (found !== undefined) return found
  throw unknown(target.type ?? kindWords[target.kind], displayName(target), [])
}

/** The node with this kind and name that stands alone, or an error that says which there are. */
export function nodeOf<K extends "enum" | "namespace">(
  catalog: Catalog,
  kind: K,
  object: ObjectName,
): Extract<SchemaNode, { kind: K }> {
  const found = catalog.get(nodeKey({ ...object, kind }))
  if (found !== undefined) return found as Extract<SchemaNode, { kind: K }>
  throw unknown(
    kindWords[kind],
    displayName(object),
    catalog
      .schema()
      .nodes.filter((node) => node.kind === kind)
      .map(displayName),
  )
}

/**
 * Puts in a node that must not be there yet.
 *
 * @throws AludelError `operation/invalid` where one with its name is
 */
export function setNew(catalog: Catalog, node: SchemaNode): void {
  if (isTablePart(node) && !isOwner(catalog, tableOf(node))) throw unknownTable(catalog, tableOf(node))
  const isAlone = node.kind === "column" || node.kind === "defined" || !isTablePart(node)
  const taken = isAlone ? catalog.get(nodeKey(node)) : namesake(catalog, node)
  if (taken === undefined) return catalog.set(node)
  const where = isTablePart(node) ? ` of ${tableText(node)}` : ""
  const name = isTablePart(node) ? node.name : displayName(node)
  throw new AludelError("operation/invalid", `there is already ${article(wordOf(taken))} "${name}"${where}`, {
    hint: "Give it another name, or drop the one that is there first.",
  })
}

/** The constraint or index of the same table that has the same name. */
function namesake(catalog: Catalog, { schema, table, name }: TablePartNode): SchemaNode | undefined {
  const place = { ...(schema === undefined ? {} : { schema }), table, name }
  for (const kind of namedKinds) {
    const found = catalog.get(nodeKey({ kind, ...place }))
    if (found !== undefined) return found
  }
  return undefined
}

const namedKinds = nodeKinds.filter(
  (kind) => !["namespace", "enum", "table", "column", "defined"].includes(kind),
)

function refuse(what: string, on: OnTable, name: string, existing: readonly TablePartNode[]): never {
  throw unknown(
    what,
    `${tableText(on)}.${name}`,
    existing.map((part) => part.name),
  )
}

function unknown(what: string, name: string, existing: readonly string[]): AludelError {
  const listed = existing.slice(0, 10).join(", ")
  const hint =
    existing.length === 0
      ? `There is none at this point.`
      : `There is: ${listed}${existing.length > 10 ? ", …" : ""}.`
  return new AludelError("operation/invalid", `there is no ${what} ${name}`, {
    hint,
    details: { what, name },
  })
}

function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) && !noun.startsWith("uni") ? "an" : "a"} ${noun}`
}
