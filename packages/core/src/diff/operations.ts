import type {
  AddColumn,
  AddConstraint,
  AlterEnum,
  CreateEnum,
  CreateIndex,
  CreateNamespace,
  CreateTable,
  DropColumn,
  DropConstraint,
  DropEnum,
  DropIndex,
  DropNamespace,
  DropTable,
} from "../operations/operation.ts"
import { sibling } from "../operations/lookup.ts"
import { present } from "../operations/present.ts"
import type {
  ColumnNode,
  ConstraintNode,
  EnumNode,
  IndexNode,
  NamespaceNode,
  TableNode,
  TablePartNode,
} from "../schema/model.ts"

// Operations from nodes: resolved, so that they can be reversed as they are.

/** Creates a table with its parts. */
export function createTable(table: TableNode, parts: readonly TablePartNode[]): CreateTable {
  return { kind: "createTable", ...sibling(table, table.name), nodes: [table, ...parts] }
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
export function createSchema({ name }: NamespaceNode): CreateNamespace {
  return { kind: "createSchema", name }
}

/** Drops a schema of the database. */
export function dropSchema({ name }: NamespaceNode): DropNamespace {
  return { kind: "dropSchema", name }
}

/** Creates an enumerated type. */
export function createEnum(node: EnumNode): CreateEnum {
  return { kind: "createEnum", ...sibling(node, node.name), values: node.values }
}

/** Gives an enumerated type another list of values. */
export function alterEnum(from: EnumNode, to: EnumNode): AlterEnum {
  return { kind: "alterEnum", ...sibling(to, to.name), to: to.values, from: from.values }
}

/** Drops an enumerated type. */
export function dropEnum(node: EnumNode): DropEnum {
  return { kind: "dropEnum", ...sibling(node, node.name), values: node.values }
}

function placeOf({ schema, table }: TablePartNode): { readonly schema?: string; readonly table: string } {
  return present({ schema, table })
}
