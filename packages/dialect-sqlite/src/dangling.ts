import {
  isKey,
  isTablePart,
  type ForeignKeyNode,
  type Schema,
  type TablePartNode,
} from "@aludel/core/dialect"

/**
 * A schema with its foreign keys marked that point at no table, or at columns that are no key there: SQLite stores them as
 * they are written and finds out when it acts on them. https://sqlite.org/foreignkeys.html#fk_indexes
 */
export function withDangling(schema: Schema): Schema {
  const parts = Map.groupBy(schema.nodes.filter(isTablePart), ({ table }) => table)
  const nodes = schema.nodes.map((node) =>
    node.kind === "foreignKey" && isDangling(node, parts.get(node.references.table))
      ? { ...node, dangling: true as const }
      : node,
  )
  return { ...schema, nodes }
}

function isDangling(
  { columns, references }: ForeignKeyNode,
  parts: readonly TablePartNode[] | undefined,
): boolean {
  return (
    parts === undefined ||
    columns.length !== references.columns.length ||
    references.columns.some((name) => !parts.some((part) => part.kind === "column" && part.name === name)) ||
    !isKey(parts, references.columns)
  )
}
