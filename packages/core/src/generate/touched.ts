import type { Dialect } from "../dialect/dialect.ts"
import type { Operation } from "../operations/definition.ts"
import type { RenameNamespace } from "../operations/operation.ts"
import { nodeKey, tableKey } from "../schema/catalog.ts"
import type { DefinedNode, Schema } from "../schema/model.ts"
import { dependencyIndex, ownerKey, restricted } from "../scratch/canonical.ts"

/** Two schemas. */
export interface Pair {
  readonly from: Schema
  readonly to: Schema
}

/** The objects that operations are about, with what stands on them and what all of it depends on, on both sides. */
export function touched(
  { from, to }: Pair,
  operations: readonly Operation[],
  objects: Dialect["objects"],
): Pair {
  const [old, wanted] = [dependencyIndex(from, objects), dependencyIndex(to, objects)]
  const itself = operations.flatMap((operation) => ownersNamed(operation, from))
  // What stands on something may keep it from being changed.
  const changed = [...itself, ...old.dependents(itself), ...wanted.dependents(itself)]
  // Each side's dependencies must exist on the other, too: a new foreign key points at a table that was there before.
  const owners = wanted.withDependencies(old.withDependencies(wanted.withDependencies(changed)))
  return { from: restricted(from, owners), to: restricted(to, owners) }
}

type Named = Operation & {
  readonly schema?: string
  readonly table?: string
  readonly name?: string
  readonly from?: unknown
  readonly to?: unknown
  readonly type?: string
  readonly object?: DefinedNode
  readonly on?: {
    readonly kind: "table"
    readonly schema?: string
    readonly table?: string
    readonly name: string
  }
}

/** The keys of the tables, types and objects that an operation names, under every name that it gives them. */
function ownersNamed(operation: Operation, from: Schema): readonly string[] {
  if (operation.kind === "renameSchema") return inSchema(operation as RenameNamespace, from)
  const named = operation as Named
  const { schema, table, name, type, on, object } = named
  if (on !== undefined) return on.table === undefined ? keysOf(on, on.name) : keysOf(on, on.table)
  const nodes = [object, named.from, named.to].filter(isDefined)
  const names = [table, name, named.from, named.to].filter((each) => typeof each === "string")
  return [
    ...nodes.flatMap((node) => [ownerKey(node), nodeKey(node)]),
    ...names.flatMap((each) => keysOf(named, each)),
    ...(type === undefined ? [] : names).map((each) =>
      nodeKey({ kind: "defined", type: type!, ...(schema === undefined ? {} : { schema }), name: each }),
    ),
  ]
}

// A name that is a column's is the key of nothing.
function keysOf({ schema }: { readonly schema?: string }, name: string): readonly string[] {
  const place = schema === undefined ? { name } : { schema, name }
  return [tableKey(place), nodeKey({ kind: "enum", ...place })]
}

function inSchema({ from: old, to }: RenameNamespace, { nodes }: Schema): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.kind === "namespace" || node.schema !== old) return []
    return [ownerKey(node), ownerKey({ ...node, schema: to })]
  })
}

function isDefined(value: unknown): value is DefinedNode {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "defined"
}
