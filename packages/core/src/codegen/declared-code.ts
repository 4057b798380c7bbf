import type { DeclarationContext, DeclarationWords } from "../dialect/declaration.ts"
import { sqlArgument, type Argument } from "../operations/definition.ts"
import { inlineParts } from "../operations/inline.ts"
import { displayName, tableOf, type Catalog } from "../schema/catalog.ts"
import type { EnumNode, NamespaceNode, SchemaNode, TablePartNode } from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { TableReference } from "../schema/nodes/parts.ts"
import type { TableNode } from "../schema/nodes/tables.ts"
import type { DeclaredItem } from "./declared-items.ts"

/** A call as data: what is called, and with what. */
interface DeclaredCall {
  /** What the package exports, or a method of it: `table`, `t.enum`. */
  readonly callee: string
  readonly arguments: readonly Argument[]
}

/** What a call may look at. */
export interface DeclaredSurroundings extends DeclarationContext {
  readonly words: DeclarationWords
  readonly catalog: Catalog
}

/** The call that declares a node. */
export function declaredCall({ node }: DeclaredItem, around: DeclaredSurroundings): DeclaredCall {
  switch (node.kind) {
    case "namespace":
      return { callee: "namespace", arguments: [node.name, ...commented(node)] }
    case "enum":
      return { callee: "t.enum", arguments: [displayName(node), node.values, ...commented(node)] }
    case "table":
      return node.partitionOf === undefined
        ? tableCall(node, around)
        : partitionCall(node, node.partitionOf, around)
    case "defined": {
      const call = around.words.object!(node, around)!
      return { callee: call.definer, arguments: call.arguments }
    }
  }
}

function commented({ comment }: NamespaceNode | EnumNode): readonly Argument[] {
  return comment === undefined ? [] : [{ comment }]
}

function tableCall(node: TableNode, { catalog }: DeclaredSurroundings): DeclaredCall {
  const parts = catalog.parts(node)
  const columns = parts.filter((part) => part.kind === "column")
  const inline = new Map(columns.map((column) => [column.name, inlineParts(column, parts)]))
  const onColumns = new Set<SchemaNode>([...inline.values()].flat())
  const extras = besides(node, parts).filter((part) => !onColumns.has(part))
  const names = columns.map(({ name }) => name)
  return {
    callee: "table",
    arguments: [
      displayName(node),
      Object.fromEntries(
        columns.map((column) => [column.name, columnArgument(column, inline.get(column.name))]),
      ),
      ...(extras.length === 0 ? [] : [{ "~print": "extras", parts: extras, columns: names } as const]),
    ],
  }
}

function partitionCall(
  node: TableNode,
  of: TableReference & { readonly bound: string },
  { catalog, table }: DeclaredSurroundings,
): DeclaredCall {
  const extras = besides(node, catalog.parts(node))
  return {
    callee: "partition",
    arguments: [
      table(tableOf(of)),
      displayName(node),
      sqlArgument(of.bound),
      ...(extras.length === 0 ? [] : [{ "~print": "extras", parts: extras } as const]),
    ],
  }
}

/** What stands beside the columns: the options of the table, its constraints and indexes. */
function besides(node: TableNode, parts: readonly TablePartNode[]): readonly SchemaNode[] {
  const rest = parts.filter((part) => part.kind !== "column" && part.kind !== "defined")
  return hasTableOptions(node) ? [node, ...rest] : rest
}

function hasTableOptions(node: TableNode): boolean {
  return Object.keys(node).some((key) => !["kind", "schema", "name", "partitionOf"].includes(key))
}

/** A column as an argument, with the constraints written on it. */
export function columnArgument(column: ColumnNode, parts: readonly TablePartNode[] = []): Argument {
  return { "~print": "column", column, parts }
}
