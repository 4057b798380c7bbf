import {
  displayName,
  nodeKey,
  ownerKeys,
  tableKey,
  tableOf,
  type Catalog,
  type ObjectName,
} from "../schema/catalog.ts"
import { wordOf } from "../schema/describe-node.ts"
import { isTablePart, type NodeKind, type Schema, type SchemaNode } from "../schema/model.ts"
import type { Replay } from "../scratch/replay.ts"

/** A database seen by what the project may change. */
export interface Ours {
  /** What is declared or was created by a revision. */
  readonly schema: Schema
  /** What is neither: left alone, and listed. */
  readonly unmanaged: readonly string[]
}

/**
 * Splits a live schema into ours and the rest. Ours is what is declared, or was created by a revision. A kind that the
 * engine does not hold is taken from the revisions.
 */
export function ours(
  live: Schema,
  declared: Catalog,
  replayed: Replay,
  holds: (kind: NodeKind) => boolean,
): Ours {
  const known = (key: string) => declared.get(key) !== undefined || replayed.catalog.get(key) !== undefined
  const owners = rememberedOwners(declared, known)
  const isOurs = (node: SchemaNode) => {
    if (!isTablePart(node)) return known(nodeKey(node))
    const owner = owners(tableOf(node))
    return owner.isKnown && (!owner.isDeclared || known(nodeKey(node)))
  }
  const unheld = replayed.catalog.schema().nodes.filter((node) => !holds(node.kind))
  const mine: SchemaNode[] = []
  const unmanaged: string[] = []
  for (const node of live.nodes) {
    if (isOurs(node)) mine.push(node)
    // A table that is not ours is listed once, not column by column.
    else if (!isTablePart(node) || owners(tableOf(node)).isKnown)
      unmanaged.push(describe(node, replayed.hiddenBy))
  }
  return { schema: { nodes: [...mine, ...unheld] }, unmanaged }
}

interface Owner {
  readonly isKnown: boolean
  readonly isDeclared: boolean
}

// The parts of a table stand together, and ask the same of it.
function rememberedOwners(declared: Catalog, known: (key: string) => boolean): (table: ObjectName) => Owner {
  let last: { readonly key: string; readonly owner: Owner } | undefined
  return (table) => {
    const key = tableKey(table)
    if (last?.key === key) return last.owner
    const keys = ownerKeys(table)
    const owner = {
      isKnown: keys.some(known),
      isDeclared: keys.some((each) => declared.get(each) !== undefined),
    }
    last = { key, owner }
    return owner
  }
}

function describe(node: SchemaNode, hiddenBy: string | undefined): string {
  const name = isTablePart(node) ? `${displayName(tableOf(node))}.${node.name}` : displayName(node)
  return `${wordOf(node)} ${name}${hiddenBy === undefined ? "" : ` (unless revision ${hiddenBy} made it, whose raw SQL can't be read)`}`
}
