import { wordsIn } from "../diff/mentions.ts"
import { equal } from "../diff/equal.ts"
import type { DefinedKind, Operation } from "../operations/definition.ts"
import { dropObject, dropPart } from "../diff/operations.ts"
import { creationOrder, isTable } from "../diff/creation-order.ts"
import { nodeKey, tableKey, tableOf, type Catalog } from "../schema/catalog.ts"
import type { DefinedNode, Schema, SchemaNode } from "../schema/model.ts"
import { dependencyIndex, ownerKey } from "../scratch/canonical.ts"
import { unrenamed, type Rename } from "./renames.ts"

/** What must make room for renames. */
export interface MadeRoom {
  /** The schema without it. */
  readonly from: Schema
  /** What drops it; runs before the renames. */
  readonly drops: readonly Operation[]
}

/**
 * Takes the views, triggers and policies away whose texts name what is renamed and that are declared otherwise now, with
 * what stands on them; they are created again behind the renames. So taking a revision back creates them with their old
 * texts only when the old names are there again.
 */
export function madeRoom(
  from: Schema,
  declared: Catalog,
  renames: readonly Rename[],
  objects: Readonly<Record<string, DefinedKind>>,
): MadeRoom {
  const old = new Set(renames.flatMap(oldNames))
  if (old.size === 0) return { from, drops: [] }
  const isAbove = (node: SchemaNode): node is DefinedNode =>
    node.kind === "defined" && (objects[node.type]?.rank ?? 0) > 0
  const named = from.nodes
    .filter(isAbove)
    .filter(
      (node) => !equal(node, declared.get(nodeKey(node))) && [...wordsIn(node)].some((word) => old.has(word)),
    )
  if (named.length === 0) return { from, drops: [] }
  const alone = named.filter(({ table }) => table === undefined).map(ownerKey)
  const owners = new Set([...alone, ...dependencyIndex(from).dependents(alone)])
  const goes = (node: SchemaNode) =>
    isAbove(node)
      ? named.includes(node) || owners.has(ownerKey(node))
      : node.kind === "index" && owners.has(tableKey(tableOf(node)))
  const without = { nodes: from.nodes.filter((node) => !goes(node)) }
  return { from: without, drops: dropped(unrenamed(from, renames), unrenamed(without, renames), objects) }
}

/** The operations that drop what only the first of two schemas has: what stands on something before that. */
function dropped(
  from: Schema,
  without: Schema,
  objects: Readonly<Record<string, DefinedKind>>,
): readonly Operation[] {
  const staying = new Set(without.nodes.map((node) => nodeKey(node)))
  const going = from.nodes.filter((node) => !staying.has(nodeKey(node)))
  const rank = ({ type }: DefinedNode) => objects[type]?.rank ?? 0
  const defined = going.filter((node) => node.kind === "defined").toSorted((a, b) => rank(a) - rank(b))
  return [
    ...going.flatMap((node) => (node.kind === "index" ? [dropPart(node)] : [])),
    ...creationOrder(defined)
      .wholes.toReversed()
      .flatMap((whole) => (isTable(whole) ? [] : [dropObject(whole)])),
  ]
}

// Only what texts may name: a table, a column, a type.
function oldNames(operation: Rename): readonly string[] {
  switch (operation.kind) {
    case "renameTable":
    case "renameColumn":
    case "renameEnum":
    case "renameSchema":
    case "renameEnumValue":
      return [operation.from]
    case "renameObject":
      return operation.table === undefined ? [operation.name] : []
    default:
      return []
  }
}
