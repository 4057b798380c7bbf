import { commentTarget } from "../operations/kinds/set-comment.ts"
import type {
  AddColumn,
  AddConstraint,
  AlterEnum,
  AlterTable,
  CreateEnum,
  CreateIndex,
  CreateNamespace,
  CreateObject,
  CreateTable,
  DropColumn,
  DropConstraint,
  DropEnum,
  DropIndex,
  DropNamespace,
  DropObject,
  DropTable,
  ReplaceObject,
  SetComment,
  TableChange,
  ValidateConstraint,
} from "../operations/operation.ts"
import { sibling } from "../operations/lookup.ts"
import { present } from "../operations/present.ts"
import { equal } from "./equal.ts"
import type { DefinedNode, EnumNode, NamespaceNode, SchemaNode, TablePartNode } from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { ConstraintNode } from "../schema/nodes/constraints.ts"
import type { IndexNode } from "../schema/nodes/indexes.ts"
import type { TableNode } from "../schema/nodes/tables.ts"

// Operations from nodes: resolved, so that they can be reversed as they are.

/** Creates a table with its parts. */
export function createTable(table: TableNode, parts: readonly TablePartNode[]): CreateTable {
  return { kind: "createTable", ...sibling(table, table.name), nodes: [table, ...parts] }
}

/** Alters a table, in nothing but the attributes that differ. */
export function alterTable(from: TableNode, to: TableNode): AlterTable {
  const attributes = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter(
    (key): key is keyof TableChange & keyof TableNode =>
      !["kind", "schema", "name", "comment"].includes(key) &&
      !equal(from[key as keyof TableNode], to[key as keyof TableNode]),
  )
  const change = (table: TableNode): TableChange =>
    Object.fromEntries(attributes.map((attribute) => [attribute, table[attribute] ?? null]))
  return { kind: "alterTable", ...sibling(to, to.name), to: change(to), from: change(from) }
}

/** Drops a table with the parts that it has left. */
export function dropTable(table: TableNode, parts: readonly TablePartNode[]): DropTable {
  return { kind: "dropTable", ...sibling(table, table.name), nodes: [table, ...parts] }
}

/** Adds a column with constraints on it. */
export function addColumn(column: ColumnNode, parts: readonly TablePartNode[]): AddColumn {
  return { kind: "addColumn", ...placeOf(column), name: column.name, nodes: [column, ...parts] }
}

/** Drops a column on which nothing stands any more. */
export function dropColumn(column: ColumnNode): DropColumn {
  return { kind: "dropColumn", ...placeOf(column), name: column.name, nodes: [column] }
}

/** Adds a constraint or creates an index. */
export function addPart(part: ConstraintNode | IndexNode): AddConstraint | CreateIndex {
  const place = { ...placeOf(part), name: part.name }
  if (part.kind === "index") return { kind: "createIndex", ...place, index: part }
  return { kind: "addConstraint", ...place, constraint: part }
}

/** Drops a constraint or an index. */
export function dropPart(part: ConstraintNode | IndexNode): DropConstraint | DropIndex {
  const place = { ...placeOf(part), name: part.name }
  if (part.kind === "index") return { kind: "dropIndex", ...place, index: part }
  return { kind: "dropConstraint", ...place, constraint: part }
}

/** Creates a schema of the database. */
export function createSchema({ name, comment }: NamespaceNode): CreateNamespace {
  return present({ kind: "createSchema", name, comment })
}

/** Drops a schema of the database. */
export function dropSchema({ name, comment }: NamespaceNode): DropNamespace {
  return present({ kind: "dropSchema", name, comment })
}

/** Creates an enumerated type. */
export function createEnum(node: EnumNode): CreateEnum {
  const { values, comment } = node
  return present({ kind: "createEnum", ...sibling(node, node.name), values, comment })
}

/** Gives an enumerated type another list of values. */
export function alterEnum(from: EnumNode, to: EnumNode): AlterEnum {
  return { kind: "alterEnum", ...sibling(to, to.name), to: to.values, from: from.values }
}

/** Drops an enumerated type. */
export function dropEnum(node: EnumNode): DropEnum {
  const { values, comment } = node
  return present({ kind: "dropEnum", ...sibling(node, node.name), values, comment })
}

/** Creates a defined object. */
export function createObject(object: DefinedNode): CreateObject {
  return { kind: "createObject", object }
}

/** Drops a defined object. */
export function dropObject(object: DefinedNode): DropObject {
  const { type, schema, table, name } = object
  return present({ kind: "dropObject", type, schema, table, name, object })
}

/** Turns a defined object into another. */
export function replaceObject(from: DefinedNode, to: DefinedNode): ReplaceObject {
  return { kind: "replaceObject", to, from }
}

/** Says something else about an object. */
export function setComment(from: SchemaNode, to: SchemaNode): SetComment {
  return { kind: "setComment", on: commentTarget(to), to: to.comment ?? null, from: from.comment ?? null }
}

/** Looks at the rows of a constraint that was not valid and is to be. */
export function validateConstraint(constraint: ConstraintNode): ValidateConstraint {
  return { kind: "validateConstraint", ...placeOf(constraint), name: constraint.name, constraint }
}

function placeOf({ schema, table }: TablePartNode): { readonly schema?: string; readonly table: string } {
  return present({ schema, table })
}
