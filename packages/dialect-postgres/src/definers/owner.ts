import type { AnyTable } from "@aludel/core"
import { objectName, type Columns, type View } from "@aludel/core/dialect"

/** What a trigger or a policy stands on: a table, a view, or the name of one. */
export type Owner = AnyTable | View<string, Columns> | string

/** Where an object of the owner's lies: its schema and table. */
export function ownerOf(owner: Owner): { readonly schema?: string; readonly table: string } {
  const { schema, name } = objectName(nameOf(owner))
  return schema === undefined ? { table: name } : { schema, table: name }
}

function nameOf(owner: Owner): string {
  if (typeof owner === "string") return owner
  return "~table" in owner ? owner["~table"].name : owner["~view"].name
}
