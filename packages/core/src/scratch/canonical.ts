import { catalog, nodeKey, tableKey, tableOf } from "../schema/catalog.ts"
import type { Schema, SchemaNode } from "../schema/model.ts"
import { withScratch, type ScratchRequest } from "./scratch.ts"

/**
 * The canonical form of declared objects: what the engine says of them once they are created. It decides whether two
 * things are the same and nothing else.
 *
 * @param schema the declaration
 * @param differs the keys of nodes that could not be compared as they stand; they, the tables they belong to and what
 * those depend on go to scratch, nothing else does
 */
export async function canonical(schema: Schema, differs: ReadonlySet<string>, request: Omit<ScratchRequest, "schemas">): Promise<Schema> {
  const needed = { nodes: withDependencies(schema, differs) }
  if (needed.nodes.length === 0) return needed
  return withScratch({ ...request, schemas: schemasOf(needed) }, async (scratch) => {
    await scratch.create(needed)
    return scratch.introspect()
  })
}

/** The schemas that a schema's nodes lie in, besides the default one. */
export function schemasOf(schema: Schema): readonly string[] {
  return [...new Set(schema.nodes.flatMap((node) => (node.kind === "namespace" ? [node.name] : node.schema === undefined ? [] : [node.schema])))].toSorted()
}

function withDependencies(schema: Schema, differs: ReadonlySet<string>): readonly SchemaNode[] {
  const all = catalog(schema)
  const wanted = new Set<string>()
  const open = schema.nodes.filter((node) => differs.has(nodeKey(node))).map(ownerKey)
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const node = all.get(key)
    if (node === undefined || wanted.has(key)) continue
    wanted.add(key)
    if (node.kind === "table") open.push(...all.parts(node).flatMap(dependencies))
  }
  return schema.nodes.filter((node) => wanted.has(ownerKey(node)) || node.kind === "namespace")
}

function dependencies(part: SchemaNode): readonly string[] {
  if (part.kind === "foreignKey") return [tableKey({ ...part.references, name: part.references.table })]
  if (part.kind === "column" && part.enum !== undefined) return [nodeKey({ kind: "enum", ...part.enum })]
  return []
}

function ownerKey(node: SchemaNode): string {
  return "table" in node ? tableKey(tableOf(node)) : nodeKey(node)
}
