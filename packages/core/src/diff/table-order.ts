import { tableKey } from "../schema/catalog.ts"
import type { ForeignKeyNode } from "../schema/model.ts"
import type { WholeTable } from "./changes.ts"
import { targetKey } from "./foreign-keys.ts"

/** Tables in an order in which they can be created. */
export interface TableOrder {
  readonly tables: readonly WholeTable[]
  /** Foreign keys of rings: they point at a table that comes later. */
  readonly forward: ReadonlySet<ForeignKeyNode>
}

/** Puts each table behind those that it refers to; where they refer to each other in a ring, the first by name comes last. */
export function creationOrder(tables: readonly WholeTable[]): TableOrder {
  const byKey = new Map(tables.map((whole) => [tableKey(whole.table), whole]))
  const ordered: WholeTable[] = []
  const done = new Set<string>()
  const begun = new Set<string>()
  const forward = new Set<ForeignKeyNode>()
  const visit = (key: string, whole: WholeTable): void => {
    begun.add(key)
    for (const foreignKey of foreignKeysOf(whole)) {
      const target = targetKey(foreignKey)
      const pointedAt = byKey.get(target)
      if (pointedAt === undefined || target === key) continue
      if (!begun.has(target)) visit(target, pointedAt)
      if (!done.has(target)) forward.add(foreignKey)
    }
    done.add(key)
    ordered.push(whole)
  }
  for (const [key, whole] of byKey) if (!begun.has(key)) visit(key, whole)
  return { tables: ordered, forward }
}

/** The foreign keys of a table. */
export function foreignKeysOf({ parts }: WholeTable): readonly ForeignKeyNode[] {
  return parts.filter((part) => part.kind === "foreignKey")
}
