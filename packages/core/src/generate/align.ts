import { equal } from "../diff/equal.ts"
import { nodeKey, type Catalog } from "../schema/catalog.ts"
import type { Schema, SchemaNode } from "../schema/model.ts"
import { isAltered, needsEngine } from "./needs-engine.ts"

/** What one schema is aligned with. */
export interface Alignment {
  /** The other schema, whose words are taken over. */
  readonly wanted: Catalog
  /** What the engine makes of the first schema's own words, and of the other's; what needed no look is absent. */
  readonly canonical: { readonly from: Catalog; readonly to: Catalog }
  /** What the revisions give: the words for what differs. */
  readonly replayed: Catalog
  /** Whether the engine sees one node as the other, where they are not equal. Default: never. */
  same?(from: SchemaNode, to: SchemaNode): boolean
  /** Whether an attribute differs whatever the engine says of it. Default: never. */
  differs?(from: SchemaNode, to: SchemaNode, attribute: string): boolean
}

/** The other schema's own nodes where each node of the first has its equal there: most often nothing has changed. */
export function sameNodes(from: Schema, wanted: Catalog): readonly SchemaNode[] | undefined {
  const found: SchemaNode[] = []
  for (const node of from.nodes) {
    const other = wanted.get(nodeKey(node))
    if (other === undefined || !equal(node, other)) return undefined
    found.push(other)
  }
  return found
}

/** The keys of the nodes that both have, but not word for word, and that only the engine can compare. */
export function differing(from: Schema, wanted: Catalog): ReadonlySet<string> {
  const nodes = from.nodes.filter((node) => {
    const other = wanted.get(nodeKey(node))
    return other !== undefined && !equal(node, other) && needsEngine(node, other)
  })
  return new Set(nodes.map((node) => nodeKey(node)))
}

/**
 * One schema in the words of another: whatever the engine sees as the same is spelled as there, so that an exact comparison
 * finds the true differences. What differs is spelled as the revisions made it, else as it stands.
 */
export function aligned(from: Schema, alignment: Alignment): Schema {
  return { nodes: from.nodes.map((node) => alignedNode(node, alignment)) }
}

/** Whether the engine sees a node as the other schema's of the same identity. */
export function isSame(node: SchemaNode, alignment: Alignment): boolean {
  const wanted = alignment.wanted.get(nodeKey(node))
  if (wanted === undefined || isForced(node, wanted, alignment)) return false
  const { from, to } = engineWords(node, wanted, alignment)
  return alike(from, to, alignment) || alike(node, wanted, alignment)
}

function alignedNode(node: SchemaNode, alignment: Alignment): SchemaNode {
  const key = nodeKey(node)
  const wanted = alignment.wanted.get(key)
  const made = alignment.replayed.get(key)
  if (wanted === undefined) return made ?? node
  if ((alignment.differs === undefined && equal(node, wanted)) || isSame(node, alignment)) return wanted
  if (isAltered(node)) return alignedAttributes(node, wanted, made, alignment)
  return made !== undefined && !equal(made, wanted) ? made : node
}

type Attributes = Readonly<Record<string, unknown>>

/** Attribute by attribute, so that one that differs does not make the others look as if they did. */
function alignedAttributes(
  node: SchemaNode,
  wanted: SchemaNode,
  made: SchemaNode | undefined,
  alignment: Alignment,
): SchemaNode {
  const plain = (each: SchemaNode): Attributes => ({ ...each })
  const canonical = engineWords(node, wanted, alignment)
  const [own, declared] = [plain(node), plain(wanted)]
  const [here, there] = [plain(canonical.from), plain(canonical.to)]
  const replayed = made === undefined ? undefined : plain(made)
  const names = new Set([own, here, there, declared].flatMap((each) => Object.keys(each)))
  const chosen = [...names].map((name) => {
    const forced = alignment.differs?.(node, wanted, name) === true
    const isAlike = () =>
      equal(own[name], declared[name]) || alike(canonical.from, withAttribute(here, there, name), alignment)
    if (!forced && isAlike()) return [name, declared[name]] as const
    const useMade = replayed !== undefined && !equal(replayed[name], declared[name])
    return [name, (useMade ? replayed : own)[name]] as const
  })
  return Object.fromEntries(chosen.filter(([, value]) => value !== undefined)) as unknown as SchemaNode
}

function engineWords(
  node: SchemaNode,
  wanted: SchemaNode,
  { canonical }: Alignment,
): { readonly from: SchemaNode; readonly to: SchemaNode } {
  const key = nodeKey(node)
  return { from: canonical.from.get(key) ?? node, to: canonical.to.get(key) ?? wanted }
}

function alike(from: SchemaNode, to: SchemaNode, { same }: Alignment): boolean {
  return equal(from, to) || same?.(from, to) === true
}

function isForced(node: SchemaNode, wanted: SchemaNode, { differs }: Alignment): boolean {
  if (differs === undefined) return false
  const names = new Set([...Object.keys(node), ...Object.keys(wanted)])
  return [...names].some((name) => differs(node, wanted, name))
}

function withAttribute(node: Attributes, other: Attributes, attribute: string): SchemaNode {
  const { [attribute]: _, ...rest } = node
  const value = other[attribute]
  return { ...rest, ...(value === undefined ? {} : { [attribute]: value }) } as unknown as SchemaNode
}
