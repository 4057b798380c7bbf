import { nodeKey } from "../schema/catalog.ts"
import { isTablePart, type DefinedNode, type EnumNode, type NamespaceNode } from "../schema/model.ts"
import type { TableNode } from "../schema/nodes/tables.ts"
import { namer, variableName } from "./export-name.ts"

/** A node that is declared by a call of its own. */
export type DeclaredNode = NamespaceNode | EnumNode | TableNode | DefinedNode

/** What a declaration imports of core's, and what it has besides what it declares. */
const taken = [
  "check", "defineSchema", "exclusion", "foreignKey", "index", "namespace", "partition", "primaryKey", "sql", "t", "table",
  "tableOptions", "unique", "schema", "Database", "c",
] // prettier-ignore

/** The variable of each node, all different; what many tables have, such as a trigger of one name, is called after its table, too. */
export function variables(
  nodes: readonly DeclaredNode[],
  definers: readonly string[],
): (node: DeclaredNode) => string {
  const next = namer([...taken, ...definers])
  const namesakes = Map.groupBy(nodes.filter(isTablePart), partName)
  const named = nodes
    .toSorted((a, b) => precedence(a) - precedence(b))
    .map((node) => {
      const isShared = isTablePart(node) && namesakes.get(partName(node))!.length > 1
      return [nodeKey(node), next(wishes(node).slice(isShared ? 1 : 0))] as const
    })
  const byKey = new Map(named)
  return (node) => byKey.get(nodeKey(node))!
}

function partName(node: { readonly kind: string; readonly type?: string; readonly name: string }): string {
  return `${node.type} ${node.name}`
}

/** Who is asked first what to be called: tables, then what stands alone, then what stands on them; of each the default schema's first. */
function precedence(node: DeclaredNode): number {
  const kind = node.kind === "table" ? 0 : isTablePart(node) ? 2 : 1
  return kind * 2 + ("schema" in node && node.schema !== undefined ? 1 : 0)
}

function wishes(node: DeclaredNode): readonly string[] {
  const name = node.kind === "defined" ? node.name.replace(/\(.*$/s, "") : node.name
  const kind = node.kind === "defined" ? node.type : node.kind
  const schema = node.kind !== "namespace" && node.schema !== undefined ? [node.schema] : []
  const table = isTablePart(node) ? [node.table] : []
  const full = [...schema, ...table, name]
  // A routine has the types of its arguments behind its name.
  const types = node.kind === "defined" ? [...full, node.name.slice(name.length)] : full
  const wished = [[name], [...table, name], full, types, [...table, name, kind], [...full, kind]]
  return [...new Set(wished.map((words) => variableName(...words)))]
}
