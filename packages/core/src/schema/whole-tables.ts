import { nodeKey, tableKey, tableOf } from "./catalog.ts"
import { isTablePart, type SchemaNode, type TablePartNode } from "./model.ts"
import type { TableNode } from "./nodes/tables.ts"
import type { WholeTables } from "./problem.ts"

interface Own {
  readonly table: TableNode
  readonly parts: TablePartNode[]
}

/** The tables among nodes with what belongs to them, and what they have from each other. */
export function wholeTables(nodes: readonly SchemaNode[]): WholeTables {
  const tables = new Map<string, Own>()
  for (const node of nodes) {
    if (node.kind === "table") tables.set(nodeKey(node), { table: node, parts: [] })
    else if (isTablePart(node)) tables.get(tableKey(tableOf(node)))?.parts.push(node)
  }
  return new Map(
    [...tables].map(([key, own]) => [key, { ...own, inherited: inherited(own.table, tables, new Set()) }]),
  )
}

function inherited(
  table: TableNode,
  tables: ReadonlyMap<string, Own>,
  seen: Set<TableNode>,
): readonly TablePartNode[] | undefined {
  // A ring has nothing more to give, and the engine refuses it.
  if (seen.has(table)) return []
  seen.add(table)
  const { partitionOf, inherits = [] } = table
  const parents = [...inherits, ...(partitionOf === undefined ? [] : [partitionOf])]
  const parts: TablePartNode[] = []
  for (const parent of parents) {
    const found = tables.get(tableKey(tableOf(parent)))
    const above = found && inherited(found.table, tables, seen)
    if (found === undefined || above === undefined) return undefined
    const kept = [...found.parts, ...above]
    parts.push(...(parent === partitionOf ? kept : kept.filter((part) => part.kind === "column")))
  }
  return parts
}
