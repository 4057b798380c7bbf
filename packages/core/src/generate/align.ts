import { equal } from "../diff/equal.ts"
import { nodeKey, type Catalog } from "../schema/catalog.ts"
import type { Schema, SchemaNode } from "../schema/model.ts"

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
  const alike = (live: SchemaNode, other: SchemaNode) =>
    equal(other, live) || alignment.same?.(live, other) === true
  const key = nodeKey(node)
  const wanted = declared.get(key)
  const made = replayed.get(key)
  if (wanted === undefined) return made ?? node
  const canon = canonical.get(key) ?? wanted
  if (alike(node, canon) || alike(node, wanted)) return wanted
  if (node.kind === "column" || node.kind === "table" || node.kind === "defined")
    return alignedAttributes(node, canon, wanted, made, alike)
  return made !== undefined && !equal(made, wanted) ? made : node
}

type Attributes = Readonly<Record<string, unknown>>

/** Attribute by attribute, so that one that differs does not make the others look as if they did. */
function alignedAttributes(
  node: SchemaNode,
  canon: SchemaNode,
  wanted: SchemaNode,
  made: SchemaNode | undefined,
  alike: (live: SchemaNode, canonical: SchemaNode) => boolean,
): SchemaNode {
  const plain = (each: SchemaNode): Attributes => ({ ...each })
  const [live, engine, declared] = [plain(node), plain(canon), plain(wanted)]
  const replayed = made === undefined ? undefined : plain(made)
  const names = new Set([live, engine, declared].flatMap((each) => Object.keys(each)))
  const chosen = [...names].map((attribute) => {
    if (alike(node, withAttribute(live, engine, attribute))) return [attribute, declared[attribute]] as const
    const useMade = replayed !== undefined && !equal(replayed[attribute], declared[attribute])
    return [attribute, (useMade ? replayed : live)[attribute]] as const
  })
  return Object.fromEntries(chosen.filter(([, value]) => value !== undefined)) as unknown as SchemaNode
}

function withAttribute(node: Attributes, canon: Attributes, attribute: string): SchemaNode {
  const { [attribute]: _, ...rest } = node
  const value = canon[attribute]
  return { ...rest, ...(value === undefined ? {} : { [attribute]: value }) } as unknown as SchemaNode
}
