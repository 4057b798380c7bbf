import { displayName, tableKey, tableOf } from "./catalog.ts"
import { describeNode } from "./describe-node.ts"
import type { SchemaNode } from "./model.ts"
import type { TableReference } from "./nodes/parts.ts"
import type { TableNode } from "./nodes/tables.ts"
import type { SchemaProblem, WholeTables } from "./problem.ts"

/** What stands on a table or a view that is not declared, and tables that have their columns from one that is not. */
export function ownerProblems(
  nodes: readonly SchemaNode[],
  tables: WholeTables,
  isElsewhere: (table: TableReference) => boolean,
): readonly SchemaProblem[] {
  // What is defined by a text and stands alone may be a view; only the dialect could tell.
  const views = new Set(
    nodes.flatMap((node) =>
      node.kind === "defined" && node.definition !== undefined ? [tableKey(node)] : [],
    ),
  )
  return nodes.flatMap((node) => {
    if (node.kind === "table") return parentProblems(node, tables, isElsewhere)
    if (!(node.kind === "index" || (node.kind === "defined" && node.table !== undefined))) return []
    const owner = tableOf({ ...node, table: node.table! })
    if (tables.has(tableKey(owner)) || views.has(tableKey(owner))) return []
    return [
      {
        message: `${describeNode(node)} stands on no table or view of the schema`,
        hint: `Hand ${displayName(owner)} to defineSchema, too.`,
      },
    ]
  })
}

function parentProblems(
  table: TableNode,
  tables: WholeTables,
  isElsewhere: (table: TableReference) => boolean,
): readonly SchemaProblem[] {
  const { partitionOf, inherits = [] } = table
  return [
    ...inherits
      .filter((parent) => !isElsewhere(parent))
      .flatMap((parent) => missing(table, parent, "inherits from", tables)),
    ...(partitionOf === undefined || isElsewhere(partitionOf)
      ? []
      : partitionProblems(table, partitionOf, tables)),
  ]
}

function partitionProblems(
  table: TableNode,
  parent: TableReference,
  tables: WholeTables,
): readonly SchemaProblem[] {
  const found = tables.get(tableKey(tableOf(parent)))
  if (found === undefined) return missing(table, parent, "is a partition of", tables)
  if (found.table.partitionBy !== undefined) return []
  return [
    {
      message: `the table ${displayName(table)} is a partition of ${displayName(tableOf(parent))}, which is not partitioned`,
      hint: 'Say how: tableOptions({ partitionBy: { strategy: "range", keys: [c.created_at] } }).',
    },
  ]
}

function missing(
  table: TableNode,
  parent: TableReference,
  relation: string,
  tables: WholeTables,
): readonly SchemaProblem[] {
  const name = displayName(tableOf(parent))
  if (tables.has(tableKey(tableOf(parent)))) return []
  return [
    {
      message: `the table ${displayName(table)} ${relation} ${name}, which is no table of the schema`,
      hint: `Hand ${name} to defineSchema, too.`,
    },
  ]
}
