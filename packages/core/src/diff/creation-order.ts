import type { ForeignKeyNode } from "../schema/model.ts"
import type { WholeTable } from "./changes.ts"
import { targetKey } from "./foreign-keys.ts"
import { mentionsAmong, parentKeys, wholeKey, type Whole } from "./mentions.ts"

/** Tables and objects in an order in which they can be created. */
export interface CreationOrder {
  readonly wholes: readonly Whole[]
  /** Foreign keys of rings: they point at a table that comes later. */
  readonly forward: ReadonlySet<ForeignKeyNode>
}

/**
 * Puts each table and object behind those that it mentions or refers to; where these go in a ring, the first one comes
 * last, and a foreign key of it must wait.
 *
 * @param wholes in the order that holds where nothing else is said
 */
export function creationOrder(wholes: readonly Whole[]): CreationOrder {
  const byKey = new Map(wholes.map((whole) => [wholeKey(whole), whole]))
  const mentions = mentionsAmong(wholes)
  const ordered: Whole[] = []
  const done = new Set<string>()
  const begun = new Set<string>()
  const forward = new Set<ForeignKeyNode>()
  const visit = (key: string, whole: Whole): void => {
    begun.add(key)
    const before = (target: string) => {
      const other = byKey.get(target)
      if (other !== undefined && !begun.has(target)) visit(target, other)
    }
    if ("parts" in whole) for (const parent of parentKeys(whole.table)) before(parent)
    for (const mentioned of mentions(whole)) before(mentioned)
    for (const foreignKey of "parts" in whole ? foreignKeysOf(whole) : []) {
      const target = targetKey(foreignKey)
      if (!byKey.has(target) || target === key) continue
      before(target)
      if (!done.has(target)) forward.add(foreignKey)
    }
    done.add(key)
    ordered.push(whole)
  }
  for (const [key, whole] of byKey) if (!begun.has(key)) visit(key, whole)
  return { wholes: ordered, forward }
}

/** The foreign keys of a table. */
export function foreignKeysOf({ parts }: WholeTable): readonly ForeignKeyNode[] {
  return parts.filter((part) => part.kind === "foreignKey")
}

/** Whether a whole is a table. */
export function isTable(whole: Whole): whole is WholeTable {
  return "parts" in whole
}
