import type { Operation } from "../operations/definition.ts"
import { tableKey } from "../schema/catalog.ts"

/**
 * The same operations with the changes of one table together, as far as nothing in between has to do with that table. A
 * foreign key that points at it has not: engines that build tables anew look at keys when all is done.
 */
export function gathered(operations: readonly Operation[]): readonly Operation[] {
  const groups: Operation[][] = []
  const ofTable = new Map<string, number>()
  // What is no table's may mention any, but what is new mentions only what stays.
  let barrier = -1
  for (const operation of operations) {
    const table = tableOfOperation(operation)
    const group = table === undefined ? undefined : ofTable.get(table)
    const isChange = changes.has(operation.kind)
    const at = isChange && group !== undefined && barrier < group ? group : groups.push([]) - 1
    groups[at]!.push(operation)
    if (table === undefined) barrier = operation.kind === "createObject" ? barrier : at
    else if (isChange) ofTable.set(table, at)
    else ofTable.delete(table)
  }
  return groups.flat()
}

const changes: ReadonlySet<string> = new Set([
  "addColumn",
  "dropColumn",
  "alterColumn",
  "addConstraint",
  "dropConstraint",
  "createIndex",
  "dropIndex",
  "alterTable",
])

const wholes: ReadonlySet<string> = new Set(["createTable", "dropTable", "alterTable"])

function tableOfOperation(operation: Operation): string | undefined {
  const { schema, table, name } = operation as Operation & {
    readonly schema?: string
    readonly table?: string
    readonly name?: string
  }
  const called = wholes.has(operation.kind) ? name : changes.has(operation.kind) ? table : undefined
  if (called === undefined) return undefined
  return tableKey(schema === undefined ? { name: called } : { schema, name: called })
}
