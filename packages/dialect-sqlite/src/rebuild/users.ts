import { quoteName, tableOf, type Catalog, type DefinedNode } from "@aludel/core/dialect"

import { isMentioned } from "../mentioned.ts"
import { qualified } from "../qualified.ts"
import { nodesIn, type WholeTable } from "./table.ts"

/**
 * Statements that fail where a view or a trigger names a column that is no more, as SQLite's own `drop column` would.
 * They read no row and change nothing: a view is looked at for none, a trigger is compiled and not run.
 */
export function usersOfDropped(before: Catalog, from: WholeTable, to: WholeTable): readonly string[] {
  const kept = new Set(to.parts.flatMap((part) => (part.kind === "column" ? [part.name] : [])))
  const dropped = from.parts.flatMap((part) =>
    part.kind === "column" && !kept.has(part.name) ? [part.name] : [],
  )
  if (dropped.length === 0) return []
  const { name } = from.table
  const isUser = (node: DefinedNode) => {
    const text = `${node.definition} ${String(node.options?.["timing"] ?? "")}`
    return (
      (node.table === name || isMentioned(name, text)) && dropped.some((column) => isMentioned(column, text))
    )
  }
  const users = nodesIn(before, from.table.schema).filter((node) => node.kind === "defined" && isUser(node))
  return [...new Set(users.flatMap((node) => look(node as DefinedNode, before)))]
}

function look(node: DefinedNode, before: Catalog): readonly string[] {
  if (node.type === "view") return [`select * from ${qualified(node)} limit 0`]
  const parts = before.parts(tableOf({ ...node, table: node.table ?? "" }))
  const columns = parts.flatMap((part) =>
    part.kind === "column" && part.generated === undefined ? [part.name] : [],
  )
  const [first] = columns
  // One on a view is not looked at.
  if (node.table === undefined || first === undefined) return []
  const table = qualified(tableOf({ ...node, table: node.table }))
  const timing = String(node.options?.["timing"])
  if (timing.endsWith("DELETE")) return [`delete from ${table} where 0`]
  if (timing.endsWith("INSERT")) return [`insert into ${table} (${quoteName(first)}) select null where 0`]
  const column = quoteName(columns.find((name) => isMentioned(name, timing)) ?? first)
  return [`update ${table} set ${column} = ${column} where 0`]
}
