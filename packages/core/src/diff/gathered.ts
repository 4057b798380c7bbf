import type { Operation } from "../operations/definition.ts"
import type { TablePartNode } from "../schema/model.ts"
import { tableKey, tableOf } from "../schema/catalog.ts"

/**
 * The same operations with the changes of one table together, as far as nothing in between has to do with that table or with
 * what they refer to.
 */
export function gathered(operations: readonly Operation[]): readonly Operation[] {
  const groups: Operation[][] = []
  const ofTable = new Map<string, number>()
  const lastTouched = new Map<string, number>()
  let barrier = -1
  for (const operation of operations) {
    const touched = tablesOf(operation)
    const [own] = touched
    const group = own === undefined ? undefined : ofTable.get(own)
    const isFree = (at: number) => barrier < at && touched.every((key) => (lastTouched.get(key) ?? -1) <= at)
    const isChange = own !== undefined && changes.has(operation.kind)
    const joins = isChange && group !== undefined && isFree(group)
    const at = joins ? group : groups.push([]) - 1
    groups[at]!.push(operation)
    for (const key of touched) lastTouched.set(key, Math.max(lastTouched.get(key) ?? -1, at))
    if (isChange) ofTable.set(own, at)
    if (own === undefined) barrier = at
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
])

/** The tables that an operation has to do with, its own first; of what is no table's, none are known. */
function tablesOf(operation: Operation): readonly string[] {
  const { schema, table, name, nodes, constraint } = operation as Operation & {
    readonly schema?: string
    readonly table?: string
    readonly name?: string
    readonly nodes?: readonly TablePartNode[]
    readonly constraint?: TablePartNode
  }
  const called = wholes.has(operation.kind) ? name : changes.has(operation.kind) ? table : undefined
  if (called === undefined) return []
  const parts = [...(nodes ?? []), ...(constraint === undefined ? [] : [constraint])]
  return [
    tableKey(schema === undefined ? { name: called } : { schema, name: called }),
    ...parts.flatMap((part) => (part.kind === "foreignKey" ? [tableKey(tableOf(part.references))] : [])),
  ]
}

const wholes: ReadonlySet<string> = new Set(["createTable", "dropTable", "alterTable"])
