import { displayName } from "./catalog.ts"
import { describeNode } from "./describe-node.ts"
import { elsewhere } from "./elsewhere.ts"
import type { EnumNode, SchemaNode } from "./model.ts"
import { nameProblems } from "./name-problems.ts"
import { ownerProblems } from "./owner-problems.ts"
import type { SchemaProblem } from "./problem.ts"
import { referenceProblems } from "./reference-problems.ts"
import { tableProblems } from "./table-problems.ts"
import { wholeTables } from "./whole-tables.ts"

/** What is wrong with the nodes of a whole schema; an engine would refuse it one by one. */
export function schemaProblems(nodes: readonly SchemaNode[]): readonly SchemaProblem[] {
  const tables = wholeTables(nodes)
  const isElsewhere = elsewhere(nodes)
  return [
    ...nameProblems(nodes),
    ...nodes.flatMap((node) => (node.kind === "enum" ? enumProblems(node) : [])),
    ...ownerProblems(nodes, tables, isElsewhere),
    ...[...tables.values()].flatMap((whole) =>
      [...tableProblems(whole), ...referenceProblems(whole, tables, isElsewhere)].map((problem) => ({
        ...problem,
        of: whole.table,
      })),
    ),
  ]
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
