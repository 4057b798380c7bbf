import { AludelError, type Catalog, type ForeignKeyNode, type ObjectName } from "@aludel/core/dialect"

import { nodesIn } from "./table.ts"

/**
 * Refuses to build a table anew where dropping the old one would change the rows of other tables: SQLite deletes the rows
 * of a table before it drops it, and acts on the foreign keys that point at them.
 *
 * @throws AludelError `dialect/unsupported`
 */
export function refuseCascade(before: Catalog, { schema, name: table }: ObjectName): void {
  const key = nodesIn(before, schema).find((node): node is ForeignKeyNode => {
    if (node.kind !== "foreignKey" || node.table === table || node.references.table !== table) return false
    return node.onDelete !== undefined && node.onDelete !== "restrict"
  })
  if (key === undefined) return
  throw new AludelError(
    "dialect/unsupported",
    `${table} must be built anew, and inside this transaction that would ${effect(key)} ${key.table} (${key.name} is on delete ${key.onDelete})`,
    {
      hint: 'Within a transaction SQLite can\'t be told not to: set "pragma foreign_keys = off" before it begins, or let Aludel begin it.',
      details: { table, foreignKey: key.name, referencing: key.table },
    },
  )
}

function effect({ onDelete }: ForeignKeyNode): string {
  return onDelete === "cascade" ? "delete rows of" : "change rows of"
}
