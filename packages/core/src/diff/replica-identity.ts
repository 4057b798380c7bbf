import { tableKey, tableOf } from "../schema/catalog.ts"
import type { TableNode } from "../schema/nodes/tables.ts"
import type { Difference } from "./by-name.ts"
import type { OwnPart } from "./changes.ts"
import { equal } from "./equal.ts"

/** Alterations of tables in two parts: those that let go of an index by which rows are told apart, and the rest. */
export interface IdentityAlterations {
  readonly freed: Difference<TableNode>["changed"]
  readonly changed: Difference<TableNode>["changed"]
}

/**
 * Where the index of a replica identity goes or is made anew, the table lets go of it before and takes one behind: the
 * engine forgets it silently with the index, and the way back would name an index that is yet to come.
 *
 * @param gone the keys and indexes that go, those made anew included
 */
export function identityAlterations(
  { kept, changed }: Pick<Difference<TableNode>, "kept" | "changed">,
  gone: readonly OwnPart[],
): IdentityAlterations {
  const names = new Set(gone.map((part) => partKey(tableKey(tableOf(part)), part.name)))
  const isFreed = (table: TableNode) => {
    const { replicaIdentity } = table
    return typeof replicaIdentity === "object" && names.has(partKey(tableKey(table), replicaIdentity.index))
  }
  const pairs = [...changed, ...kept.filter(isFreed).map((table) => ({ from: table, to: table }))]
  const freed = pairs.flatMap(({ from }) => (isFreed(from) ? [{ from, to: withoutIdentity(from) }] : []))
  return {
    freed,
    changed: pairs
      .map(({ from, to }) => ({ from: isFreed(from) ? withoutIdentity(from) : from, to }))
      .filter(({ from, to }) => !equal({ ...from, comment: to.comment }, to)),
  }
}

function withoutIdentity(table: TableNode): TableNode {
  const { replicaIdentity: _, ...rest } = table
  return rest
}

function partKey(table: string, name: string | undefined): string {
  return `${table} ${name}`
}
