import type { ForeignKeyNode } from "../schema/nodes/constraints.ts"
import type { WholeTable } from "./changes.ts"
import { targetKey } from "./foreign-keys.ts"
import { bodyMentionsAmong, mentionsAmong, parentKeys, wholeKey, type Whole } from "./mentions.ts"

/** Tables and objects in an order in which they can be created. */
export interface CreationOrder {
  readonly wholes: readonly Whole[]
  /** Foreign keys of rings: they point at a table that comes later. */
  readonly forward: ReadonlySet<ForeignKeyNode>
}

/**
 * Puts each table and object behind those that it mentions, and behind those that it refers to where that is possible;
 * where these go in a ring, the first one comes last, and a foreign key of it must wait.
 *
 * @param wholes in the order that holds where nothing else is said
 */
export function creationOrder(wholes: readonly Whole[]): CreationOrder {
  const byKey = new Map(wholes.map((whole) => [wholeKey(whole), whole]))
  const needs = needsAmong(wholes)
  const bodyMentions = bodyMentionsAmong(wholes)
  const ordered: Whole[] = []
  const done = new Set<string>()
  const begun = new Set<string>()
  const forward = new Set<ForeignKeyNode>()
  // Whether something that it needs is being put in place right now, and so can't come before it.
  const mustWait = (key: string, seen = new Set<string>()): boolean => {
    if (done.has(key) || seen.has(key)) return false
    if (begun.has(key)) return true
    seen.add(key)
    return needs(byKey.get(key)!).some((needed) => mustWait(needed, seen))
  }
  const visit = (key: string): void => {
    const whole = byKey.get(key)!
    begun.add(key)
    for (const needed of needs(whole)) if (!begun.has(needed)) visit(needed)
    const wish = (target: string) => {
      if (!begun.has(target) && !mustWait(target)) visit(target)
    }
    for (const mentioned of bodyMentions(whole)) wish(mentioned)
    for (const foreignKey of "parts" in whole ? foreignKeysOf(whole) : []) {
      const target = targetKey(foreignKey)
      if (!byKey.has(target) || target === key) continue
      wish(target)
      if (!done.has(target)) forward.add(foreignKey)
    }
    done.add(key)
    ordered.push(whole)
  }
  for (const key of byKey.keys()) if (!begun.has(key)) visit(key)
  return { wholes: ordered, forward }
}

/** What can't be created before which others: a partition before its table, a table before a function in a default. */
function needsAmong(wholes: readonly Whole[]): (whole: Whole) => readonly string[] {
  const keys = new Set(wholes.map(wholeKey))
  const mentions = mentionsAmong(wholes)
  const found = new Map<Whole, readonly string[]>()
  return (whole) => {
    const known = found.get(whole)
    if (known !== undefined) return known
    const parents = "parts" in whole ? parentKeys(whole.table).filter((key) => keys.has(key)) : []
    const all = [...parents, ...mentions(whole)]
    found.set(whole, all)
    return all
  }
}

/** The foreign keys of a table. */
export function foreignKeysOf({ parts }: WholeTable): readonly ForeignKeyNode[] {
  return parts.filter((part) => part.kind === "foreignKey")
}

/** Whether a whole is a table. */
export function isTable(whole: Whole): whole is WholeTable {
  return "parts" in whole
}
