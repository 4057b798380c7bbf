import { AludelError } from "../errors/error.ts"
import { displayName, nodeKey, objectName, tableKey } from "../schema/catalog.ts"
import type { Schema } from "../schema/model.ts"
import { dependencyIndex, ownerKey } from "../scratch/canonical.ts"
import type { Comparison } from "./compare.ts"
import type { Rename } from "./renames.ts"

/**
 * A comparison of some tables alone, with what they depend on and what stands on them; of the rest nothing differs.
 *
 * @param only the tables, as `hotels` or `billing.invoices`. Default: all
 * @throws AludelError `generate/no-table` where neither side has one
 */
export function narrowed(comparison: Comparison, only: readonly string[] | undefined): Comparison {
  if (only === undefined || only.length === 0) return comparison
  const { from, to, renames } = comparison
  const keys = only.map((name) => tableKey(objectName(name)))
  refuseUnknown(only, keys, [from, to])
  // What stands on a table may have to change with it; both sides say what that is.
  const [old, wanted] = [dependencyIndex(from), dependencyIndex(to)]
  const standing = [...old.dependents(keys), ...wanted.dependents(keys)]
  const owners = old.withDependencies(
    wanted.withDependencies([...keys, ...standing, ...referring(from, to, keys)]),
  )
  return {
    ...comparison,
    to: {
      nodes: [
        ...to.nodes.filter((node) => owners.has(ownerKey(node)) || isNeeded(node, to, owners)),
        ...from.nodes.filter((node) => !owners.has(ownerKey(node)) && node.kind !== "namespace"),
        ...from.nodes.filter((node) => node.kind === "namespace" && !isNeeded(node, to, owners)),
      ],
    },
    renames: renames.filter((each) => isAmong(each, owners)),
  }
}

function isAmong(operation: Rename, owners: ReadonlySet<string>): boolean {
  if ("table" in operation && operation.table !== undefined)
    return owners.has(tableKey({ ...operation, name: operation.table }))
  if (operation.kind === "renameTable") return owners.has(tableKey({ ...operation, name: operation.to }))
  if (operation.kind === "renameEnum")
    return owners.has(nodeKey({ ...operation, kind: "enum", name: operation.to }))
  if (operation.kind === "renameEnumValue") return owners.has(nodeKey({ ...operation, kind: "enum" }))
  if (operation.kind === "renameObject")
    return owners.has(nodeKey({ ...operation, kind: "defined", name: operation.to }))
  return false
}

// A schema of the database comes with what lies in it.
function isNeeded(node: Schema["nodes"][number], to: Schema, owners: ReadonlySet<string>): boolean {
  return (
    node.kind === "namespace" &&
    to.nodes.some((other) => "schema" in other && other.schema === node.name && owners.has(ownerKey(other)))
  )
}

// A table that goes takes the foreign keys with it that point at it.
function referring(from: Schema, to: Schema, keys: readonly string[]): readonly string[] {
  const there = new Set(to.nodes.map(ownerKey))
  const gone = new Set(keys.filter((key) => !there.has(key)))
  return from.nodes.flatMap((node) =>
    node.kind === "foreignKey" && gone.has(tableKey({ ...node.references, name: node.references.table }))
      ? [ownerKey(node)]
      : [],
  )
}

function refuseUnknown(only: readonly string[], keys: readonly string[], schemas: readonly Schema[]): void {
  const known = new Set(schemas.flatMap(({ nodes }) => nodes.map(ownerKey)))
  const unknown = only.filter((_, index) => !known.has(keys[index]!))
  if (unknown.length === 0) return
  const tables = schemas.flatMap(({ nodes }) =>
    nodes.flatMap((node) => (node.kind === "table" ? [displayName(node)] : [])),
  )
  throw new AludelError(
    "generate/no-table",
    `there is no table ${unknown.join(", ")}, neither in the database nor in the declared schema`,
    { hint: `There are ${[...new Set(tables)].toSorted().join(", ")}.` },
  )
}
