import {
  displayName,
  sqlArgument,
  tableOf,
  type Argument,
  type DeclarationContext,
  type DeclarationWords,
  type DefinedNode,
  type ObjectCall,
  type TypeCall,
} from "@aludel/core/dialect"

/** How a declaration is printed with the builders of this package. */
export const declaration: DeclarationWords = {
  importFrom: "@aludel/dialect-sqlite",
  type: typeCall,
  object: (node, context) => calls[node.type]?.(node, context),
}

const portable =
  /^(?:integer|smallint|bigint|double|text|uuid|boolean|timestamptz|timestamp|date|time|json|bytes|numeric(?:\(\d+,\d+\))?|varchar\(\d+\))$/

/** A type under a name of its own, typed by what its affinity makes SQLite give; nothing for those that `t` has. */
function typeCall(type: string): TypeCall | undefined {
  const given = portable.test(type) ? undefined : givenBy(type.toLowerCase())
  return given === undefined ? undefined : [`type<${given}>`, type]
}

// https://sqlite.org/datatype3.html#determination_of_column_affinity; whatever else may be there is unknown.
function givenBy(type: string): string | undefined {
  if (type.includes("int")) return "number"
  if (/char|clob|text/.test(type)) return "string"
  return /real|floa|doub/.test(type) ? "number" : undefined
}

const calls: Readonly<
  Record<string, (node: DefinedNode, context: DeclarationContext) => ObjectCall | undefined>
> = {
  view: (node, { columns }) => ({
    definer: "view",
    arguments: [
      displayName(node),
      columns(node),
      sqlArgument(node.definition ?? ""),
      ...(node.options === undefined ? [] : [node.options as Argument]),
    ],
    file: "views",
  }),
  trigger: (node, { table }) => ({
    definer: "trigger",
    arguments: [
      node.name,
      table(tableOf({ ...node, table: node.table ?? "" })),
      String(node.options?.["timing"]),
      sqlArgument(node.definition ?? ""),
    ],
    file: "views",
  }),
}
