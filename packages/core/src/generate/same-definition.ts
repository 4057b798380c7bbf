import type { DefinedKind } from "../operations/definition.ts"
import { equal } from "../diff/equal.ts"
import { wordsIn } from "../diff/mentions.ts"
import { displayName, nodeKey, tableKey, tableOf, type Catalog } from "../schema/catalog.ts"
import {
  isConstraint,
  type DefinedNode,
  type EnumNode,
  type Schema,
  type SchemaNode,
} from "../schema/model.ts"
import type { ConstraintNode } from "../schema/nodes/constraints.ts"
import type { IndexNode } from "../schema/nodes/indexes.ts"
import type { Rename } from "./renames.ts"

/** Where the same definitions are looked for. */
export interface DefinitionSides {
  readonly from: Schema
  readonly live: Catalog
  readonly replayed: Catalog
  readonly to: Schema
  readonly declared: Catalog
  /** What the dialect knows of the types of defined objects. */
  readonly objects: Readonly<Record<string, DefinedKind>>
}

/**
 * The constraints, indexes, enumerated types and defined objects that have another name and are the same otherwise. They
 * hold no rows of their own, so that a rename can lose nothing and saves building them again. Where more than one could be
 * meant, none is.
 */
export function sameDefinitions(sides: DefinitionSides): readonly Rename[] {
  const { from, to, live, declared } = sides
  const gone = from.nodes.filter(isKept).filter((node) => declared.get(nodeKey(node)) === undefined)
  if (gone.length === 0) return []
  const come = to.nodes.filter(isKept).filter((node) => live.get(nodeKey(node)) === undefined)
  if (come.length === 0) return []
  const names = new Set(from.nodes.flatMap(sharedName))
  const wanted = Map.groupBy(come, (node) => definitionText(node))
  // As the revisions made it, it is spelled as the declaration spells it; else as the engine does.
  const texts = (node: Kept) => {
    const made = sides.replayed.get(nodeKey(node))
    return new Set([definitionText(node), ...(made === undefined ? [] : [definitionText(made as Kept)])])
  }
  const leaving = new Map<string, number>()
  for (const node of gone) for (const text of texts(node)) leaving.set(text, (leaving.get(text) ?? 0) + 1)
  return gone.flatMap((node): readonly Rename[] => {
    const others = [...texts(node)].flatMap((text) =>
      leaving.get(text) === 1 ? (wanted.get(text) ?? []) : [],
    )
    const [other] = others
    if (other === undefined || others.length > 1) return []
    if (sharedName(other).some((name) => names.has(name))) return []
    return isRenamed(node, sides) ? renameOf(node, other.name) : []
  })
}

type Kept = ConstraintNode | IndexNode | EnumNode | DefinedNode

function isKept(node: SchemaNode): node is Kept {
  return isConstraint(node) || node.kind === "index" || node.kind === "enum" || node.kind === "defined"
}

/** The definition without the name; a comment is changed by itself. */
function definitionText(node: Kept): string {
  const { name: _, comment: _comment, ...rest } = node
  const sorted = Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify(sorted)
}

function isRenamed(node: Kept, { objects, from, declared }: DefinitionSides): boolean {
  if (node.kind !== "defined") {
    // The parts of a table that goes go with it.
    return node.kind === "enum" || declared.get(tableKey(tableOf(node))) !== undefined
  }
  // What speaks of it would have to be told; and a routine is named by more than its name.
  const kind = objects[node.type]
  return (
    kind?.rename !== undefined &&
    kind.holdsData !== true &&
    !node.name.endsWith(")") &&
    (node.table !== undefined ||
      from.nodes.every((other) => equal(other, node) || !wordsIn(other).has(node.name)))
  )
}

function renameOf(node: Kept, to: string): readonly Rename[] {
  const place = node.schema === undefined ? {} : { schema: node.schema }
  if (node.kind === "enum") return [{ kind: "renameEnum", ...place, from: node.name, to }]
  if (node.kind === "defined") {
    const table = node.table === undefined ? {} : { table: node.table }
    return [{ kind: "renameObject", type: node.type, ...place, ...table, name: node.name, to }]
  }
  const kind = node.kind === "index" ? ("renameIndex" as const) : ("renameConstraint" as const)
  return [{ kind, ...place, table: node.table, from: node.name, to }]
}

/** The name where it counts for more than its table. */
function sharedName(node: SchemaNode): readonly string[] {
  if (node.kind === "column" || node.kind === "namespace") return []
  if (node.kind === "check" || node.kind === "foreignKey")
    return [JSON.stringify([displayName(tableOf(node)), node.name])]
  return [JSON.stringify([("schema" in node && node.schema) || "", node.name])]
}
