import { displayName, nodeKey, tableKey, tableOf } from "./catalog.ts"
import { describeNode } from "./describe-node.ts"
import { isTablePart, type EnumNode, type SchemaNode, type TableNode, type TablePartNode } from "./model.ts"
import { nameProblems } from "./name-problems.ts"
import type { SchemaProblem, WholeTables } from "./problem.ts"
import { referenceProblems } from "./reference-problems.ts"
import { tableProblems } from "./table-problems.ts"

/** What is wrong with the nodes of a whole schema; an engine would refuse it one by one. */
export function schemaProblems(nodes: readonly SchemaNode[]): readonly SchemaProblem[] {
  const tables = wholeTables(nodes)
  return [
    ...nameProblems(nodes),
    ...nodes.flatMap((node) => (node.kind === "enum" ? enumProblems(node) : [])),
    ...[...tables.values()].flatMap((table) => [
      ...tableProblems(table),
      ...referenceProblems(table, tables),
    ]),
  ]
}

function wholeTables(nodes: readonly SchemaNode[]): WholeTables {
  const tables = new Map<string, { table: TableNode; parts: TablePartNode[] }>()
  for (const node of nodes) {
    if (node.kind === "table") tables.set(nodeKey(node), { table: node, parts: [] })
    else if (isTablePart(node)) tables.get(tableKey(tableOf(node)))?.parts.push(node)
  }
  return tables
}

function enumProblems(node: EnumNode): readonly SchemaProblem[] {
  const { values } = node
  if (values.length === 0) {
    return [
      {
        message: `${describeNode(node)} has no values`,
        hint: `Write t.enum("${displayName(node)}", ["first", "second"]).`,
      },
    ]
  }
  const twice = values.filter((value, index) => values.indexOf(value) !== index)
  return twice.map((value) => ({ message: `${describeNode(node)} has the value "${value}" twice` }))
}
