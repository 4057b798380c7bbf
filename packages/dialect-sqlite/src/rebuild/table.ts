import {
  catalog,
  definitionOf,
  tableKey,
  type Catalog,
  type ObjectName,
  type Operation,
  type SchemaNode,
  type TableNode,
  type TablePartNode,
} from "@aludel/core/dialect"

/** A table with all that it owns: columns, constraints, indexes, triggers. */
export interface WholeTable {
  readonly table: TableNode
  readonly parts: readonly TablePartNode[]
}

/** A table as a schema has it; nothing where it doesn't. */
export function wholeTable(schema: Catalog | undefined, name: ObjectName): WholeTable | undefined {
  const table = schema?.get(tableKey(name))
  return schema === undefined || table?.kind !== "table" ? undefined : { table, parts: schema.parts(name) }
}

/**
 * The table as operations on it make it.
 *
 * @throws AludelError `operation/invalid` where it lacks what they name
 */
export function after({ table, parts }: WholeTable, operations: readonly Operation[]): WholeTable {
  const schema = catalog({ nodes: [table, ...parts] })
  for (const operation of operations) definitionOf(operation).apply(operation, schema)
  return wholeTable(schema, table) ?? { table, parts: [] }
}

/** The table with its parts as one list. */
export function nodesOf({ table, parts }: WholeTable): readonly SchemaNode[] {
  return [table, ...parts]
}

/** What lies in one database: in an attached one, or in the main one. */
export function nodesIn(catalog: Catalog, schema: string | undefined): readonly SchemaNode[] {
  return catalog.schema().nodes.filter((node) => ("schema" in node ? node.schema : undefined) === schema)
}

/** A name that nothing in the database has yet. */
export function freeName(catalog: Catalog, schema: string | undefined, wanted: string): string {
  const used = new Set(nodesIn(catalog, schema).map((node) => node.name.toLowerCase()))
  const isFree = (name: string) => !used.has(name.toLowerCase())
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? wanted : `${wanted}_${count}`
    if (isFree(name)) return name
  }
}
