import { tableOf, type ObjectName } from "./catalog.ts"
import { describeNode } from "./describe-node.ts"
import { isTablePart, type SchemaNode } from "./model.ts"
import { byteLength, longestName } from "./names.ts"
import { about, type SchemaProblem } from "./problem.ts"

/** Names that are too long, empty, or taken. */
export function nameProblems(nodes: readonly SchemaNode[]): readonly SchemaProblem[] {
  const unusableNames = nodes.flatMap((node) =>
    unusable(node).map((problem) => about(node)({ ...problem, of: ownerOf(node) })),
  )
  return [...unusableNames, ...taken(nodes)]
}

function unusable(node: SchemaNode): readonly SchemaProblem[] {
  // A routine's has the types of its arguments behind it.
  const name =
    node.kind === "defined" && node.name.endsWith(")") ? node.name.replace(/\(.*$/s, "") : node.name
  const length = byteLength(name)
  if (length === 0) return [{ message: `${describeNode(node)} has an empty name` }]
  if (length > longestName) {
    const hint = "PostgreSQL would cut it without a word: shorten it."
    return [
      {
        message: `the name of ${describeNode(node)} has ${length} bytes, and ${longestName} are allowed`,
        hint,
      },
    ]
  }
  return []
}

function ownerOf(node: SchemaNode): ObjectName | undefined {
  if (isTablePart(node)) return tableOf(node)
  return node.kind === "table" ? node : undefined
}

// Tables and indexes share their names within a schema, and so do tables and types; constraints within a table.
function taken(nodes: readonly SchemaNode[]): readonly SchemaProblem[] {
  const holders = Map.groupBy(
    nodes.flatMap((node) => scopes(node).map((scope) => ({ node, scope }))),
    ({ node, scope }) => JSON.stringify([scope, node.name]),
  )
  const problems = [...holders.values()].flatMap(([first, ...others]) =>
    others.map(({ node }) =>
      about(node)({
        message: `the name ${node.name} is used twice: by ${describeNode(first!.node)} and by ${describeNode(node)}`,
        of: ownerOf(node),
      }),
    ),
  )
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()]
}

function scopes(node: SchemaNode): readonly string[] {
  if (node.kind === "namespace") return ["namespace"]
  const schema = node.schema ?? ""
  switch (node.kind) {
    case "enum":
      return [`type ${schema}`]
    case "table":
      return [`type ${schema}`, `relation ${schema}`]
    case "column":
      return [`column ${schema}.${node.table}`]
    case "index":
      return [`relation ${schema}`]
    case "primaryKey":
    case "unique":
      return [`relation ${schema}`, `constraint ${schema}.${node.table}`]
    case "foreignKey":
    case "check":
      return [`constraint ${schema}.${node.table}`]
    case "exclusion":
      return [`relation ${schema}`, `constraint ${schema}.${node.table}`]
    // The same name may stand for a function, an extension and a trigger; only the dialect could tell.
    case "defined":
      return [`${node.type} ${schema}.${node.table ?? ""}`]
  }
}
