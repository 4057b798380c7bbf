import { displayName, nodeKey, ownerKeys, tableOf, type Catalog } from "../schema/catalog.ts"
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
  const known = (...keys: readonly string[]) =>
    keys.some((key) => declared.get(key) !== undefined || replayed.catalog.get(key) !== undefined)
  const isOurs = (node: SchemaNode) => {
    if (!isTablePart(node)) return known(nodeKey(node))
    const owners = ownerKeys(tableOf(node))
    const goesWithOwner = owners.every((key) => declared.get(key) === undefined)
    return known(...owners) && (goesWithOwner || known(nodeKey(node)))
  }
  const unheld = replayed.catalog.schema().nodes.filter((node) => !holds(node.kind))
  return {
    schema: { nodes: [...live.nodes.filter((node) => isOurs(node)), ...unheld] },
    unmanaged: live.nodes
      .filter((node) => !isOurs(node) && !inForeignTable(node, known))
      .map((node) => describe(node, replayed.hiddenBy)),
  }
}

// A table that is not ours is listed once, not column by column.
function inForeignTable(node: SchemaNode, known: (...keys: readonly string[]) => boolean): boolean {
  return isTablePart(node) && !known(...ownerKeys(tableOf(node)))
}

function describe(node: SchemaNode, hiddenBy: string | undefined): string {
  const name = isTablePart(node) ? `${displayName(tableOf(node))}.${node.name}` : displayName(node)
  return `${wordOf(node)} ${name}${hiddenBy === undefined ? "" : ` (unless revision ${hiddenBy} made it, whose raw SQL can't be read)`}`
}
