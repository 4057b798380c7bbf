import type { Dialect } from "../dialect/dialect.ts"
import { wordsIn } from "../diff/mentions.ts"
import { nodeKey, tableKey, tableOf } from "../schema/catalog.ts"
import { splitRoutineName } from "../schema/routine-name.ts"
import { isTablePart, type Schema, type SchemaNode } from "../schema/model.ts"
import { withScratch, type ScratchRequest } from "./scratch.ts"

/**
 * The canonical form of declared objects: what the engine says of them once they are created. It decides whether two
 * things are the same and nothing else.
 *
 * @param schema the declaration
 * @param differs the keys of nodes that could not be compared as they stand; they, the tables they belong to and what
 * those depend on go to scratch, nothing else does
 */
export async function canonical(
  schema: Schema,
  differs: ReadonlySet<string>,
  request: Omit<ScratchRequest, "schemas">,
): Promise<Schema> {
  if (differs.size === 0) return { nodes: [] }
  const owners = schema.nodes.filter((node) => differs.has(nodeKey(node))).map(ownerKey)
  const index = dependencyIndex(schema, request.dialect.objects)
  const needed = restricted(schema, index.withDependencies(owners))
  return withScratch({ ...request, schemas: [needed] }, async (scratch) => {
    await scratch.create(needed)
    return scratch.introspect()
  })
}

/** What depends on what in a schema; the schema is walked once, whatever is asked. */
export interface DependencyIndex {
  /** The keys of these objects and of everything they depend on: tables behind foreign keys, enums behind columns, extensions. */
  withDependencies(owners: Iterable<string>): ReadonlySet<string>
  /** The keys of the objects whose texts mention these, and of those that mention them in turn: views, functions, triggers' tables. */
  dependents(owners: Iterable<string>): ReadonlySet<string>
}

/**
 * Opens a schema for questions about dependencies. Keys are those of {@link ownerKey}; those that the schema lacks are no error.
 *
 * @param objects the dialect's types of defined objects. Default: none is depended on without being named
 */
export function dependencyIndex(schema: Schema, objects: Dialect["objects"] = {}): DependencyIndex {
  const isAmbient = (node: SchemaNode) => node.kind === "defined" && objects[node.type]?.isAmbient === true
  const ambient = schema.nodes.filter(isAmbient).map(ownerKey)
  const called = byName(schema)
  const groups = Map.groupBy(schema.nodes, ownerKey)
  const known = new Map<SchemaNode, readonly string[]>()
  const mentioned = (node: SchemaNode): readonly string[] => {
    const found = known.get(node) ?? [...wordsIn(node)].flatMap((word) => called.get(word) ?? [])
    known.set(node, found)
    return found
  }
  let mentionedBy: ReadonlyMap<string, readonly { readonly owner: string }[]> | undefined
  const edges = () =>
    Map.groupBy(
      schema.nodes.flatMap((node) => {
        if (node.kind === "foreignKey" || node.kind === "namespace" || node.kind === "enum") return []
        return mentioned(node).map((key) => ({ key, owner: ownerKey(node) }))
      }),
      ({ key }) => key,
    )
  return {
    withDependencies: (owners) =>
      reached([...owners, ...ambient], (key) =>
        (groups.get(key) ?? []).flatMap((node) =>
          node.kind === "namespace" || node.kind === "enum"
            ? []
            : [...dependencies(node), ...mentioned(node)],
        ),
      ),
    dependents: (owners) =>
      reachedFrom(owners, (key) => ((mentionedBy ??= edges()).get(key) ?? []).map(({ owner }) => owner)),
  }
}

/** These, and what can be reached from them. */
function reached(keys: Iterable<string>, next: (key: string) => readonly string[]): ReadonlySet<string> {
  const start = [...keys]
  return new Set([...start, ...reachedFrom(start, next)])
}

/** What can be reached from these in one step or more. */
function reachedFrom(keys: Iterable<string>, next: (key: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const open = [...keys]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    for (const other of next(key)) {
      if (found.has(other)) continue
      found.add(other)
      open.push(other)
    }
  }
  return found
}

// What texts mention is found by its name alone, whatever its schema: one thing too many does no harm.
function byName(schema: Schema): ReadonlyMap<string, readonly string[]> {
  const owners = schema.nodes.filter((node) => !isTablePart(node) && node.kind !== "namespace")
  const groups = Map.groupBy(owners, ({ kind, name }) =>
    kind === "defined" ? splitRoutineName(name).name : name,
  )
  return new Map([...groups].map(([name, nodes]) => [name, nodes.map(ownerKey)]))
}

/** The part of a schema that these objects make up, with all namespaces. */
export function restricted(schema: Schema, owners: ReadonlySet<string>): Schema {
  return { nodes: schema.nodes.filter((node) => owners.has(ownerKey(node)) || node.kind === "namespace") }
}

function dependencies(part: SchemaNode): readonly string[] {
  if (part.kind === "foreignKey") return [tableKey({ ...part.references, name: part.references.table })]
  if (part.kind === "column" && part.enum !== undefined) return [nodeKey({ kind: "enum", ...part.enum })]
  return []
}

/** The key of the table or view that a node belongs to, as a table's; of any other node, its own. */
export function ownerKey(node: SchemaNode): string {
  if (isTablePart(node)) return tableKey(tableOf(node))
  return node.kind === "defined" && node.definition !== undefined ? tableKey(node) : nodeKey(node)
}
