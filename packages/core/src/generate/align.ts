import { equal } from "../diff/equal.ts"
import { nodeKey, type Catalog } from "../schema/catalog.ts"
import type { ColumnNode, Schema, SchemaNode } from "../schema/model.ts"

/** What a live schema is aligned with. */
export interface Alignment {
  readonly declared: Catalog
  /** What the engine makes of the declared objects; those that needed no look are absent. */
  readonly canonical: Catalog
  /** What the revisions give. */
  readonly replayed: Catalog
  /** Whether the engine sees a live node as the declared one, where they are not equal. Default: never. */
  same?(live: SchemaNode, canonical: SchemaNode): boolean
}

/** The keys of declared nodes that the database has too, but not word for word: only they need the engine's opinion. */
export function differing(live: Schema, declared: Catalog): ReadonlySet<string> {
  const keys = live.nodes.filter((node) => {
    const wanted = declared.get(nodeKey(node))
    return wanted !== undefined && !equal(node, wanted)
  })
  return new Set(keys.map((node) => nodeKey(node)))
}

/**
 * The live schema in the words of the declaration: whatever the engine sees as the same is spelled as declared, so that
 * an exact comparison finds the true differences. What differs is spelled as the revisions made it, else as the database has it.
 */
export function aligned(live: Schema, alignment: Alignment): Schema {
  return { nodes: live.nodes.map((node) => alignedNode(node, alignment)) }
}

function alignedNode(node: SchemaNode, alignment: Alignment): SchemaNode {
  const { declared, canonical, replayed } = alignment
  const alike = (live: SchemaNode, canon: SchemaNode) =>
    equal(canon, live) || alignment.same?.(live, canon) === true
  const key = nodeKey(node)
  const wanted = declared.get(key)
  const made = replayed.get(key)
  if (wanted === undefined) return made ?? node
  const canon = canonical.get(key) ?? wanted
  if (alike(node, canon)) return wanted
  if (node.kind === "column")
    return alignedColumn(
      node,
      canon as ColumnNode,
      wanted as ColumnNode,
      made as ColumnNode | undefined,
      alike,
    )
  return made !== undefined && !equal(made, wanted) ? made : node
}

const attributes = [
  "type",
  "enum",
  "nullable",
  "default",
  "identity",
] as const satisfies readonly (keyof ColumnNode)[]

function alignedColumn(
  node: ColumnNode,
  canon: ColumnNode,
  wanted: ColumnNode,
  made: ColumnNode | undefined,
  alike: (live: SchemaNode, canonical: SchemaNode) => boolean,
): ColumnNode {
  const chosen = attributes.map((attribute) => {
    if (alike(node, withAttribute(node, canon, attribute))) return [attribute, wanted[attribute]] as const
    const useMade = made !== undefined && !equal(made[attribute], wanted[attribute])
    return [attribute, (useMade ? made : node)[attribute]] as const
  })
  const { kind, table, name } = node
  const place = node.schema === undefined ? {} : { schema: node.schema }
  return {
    kind,
    ...place,
    table,
    name,
    ...Object.fromEntries(chosen.filter(([, value]) => value !== undefined)),
  } as ColumnNode
}

function withAttribute(
  node: ColumnNode,
  canon: ColumnNode,
  attribute: (typeof attributes)[number],
): ColumnNode {
  const { [attribute]: _, ...rest } = node
  return {
    ...rest,
    ...(canon[attribute] === undefined ? {} : { [attribute]: canon[attribute] }),
  } as ColumnNode
}
