import type { SchemaNode } from "../schema/model.ts"
import { coming, type Changes } from "./changes.ts"

/** Whether something new has the name of a table that goes, or of a key or index of one: then those tables must go first. */
export function nameIsTakenOver(changes: Changes): boolean {
  const leaving = new Set(
    changes.dropped.flatMap(({ table, parts }) => [table, ...parts]).flatMap(sharedName),
  )
  const created = changes.created.flatMap(({ table, parts }) => [table, ...parts])
  return [...created, ...coming(changes.ownParts), ...changes.enums.added, ...changes.objects.added]
    .flatMap(sharedName)
    .some((name) => leaving.has(name))
}

/** The name where it counts for the whole schema: PostgreSQL keeps tables, types and indexes, those of keys among them, in one space. */
function sharedName(node: SchemaNode): readonly string[] {
  if (
    node.kind === "namespace" ||
    node.kind === "column" ||
    node.kind === "check" ||
    (node.kind === "defined" && node.table !== undefined) ||
    node.kind === "foreignKey"
  )
    return []
  return [JSON.stringify([node.schema ?? "", node.name])]
}
