import type { DeclarationWords } from "../dialect/declaration.ts"
import { nodeKey, tableKey, tableOf } from "../schema/catalog.ts"
import {
  isTablePart,
  type DefinedNode,
  type Schema,
  type SchemaNode,
  type UnmodelledObject,
} from "../schema/model.ts"
import { variables, type DeclaredNode } from "./declared-names.ts"
import { fileStem, namer } from "./export-name.ts"

/** A node with the variable that holds it. */
export interface DeclaredItem {
  readonly node: DeclaredNode
  /** The variable. */
  readonly name: string
  /** The file that has it, without its ending. */
  readonly file: string
}

/** How a declaration is spread over files. */
export type DeclarationLayout = "one file" | "file per table"

/** The file that calls `defineSchema`, without its ending. */
export const schemaFile = "schema"

/** The file with enums, where tables have files of their own; what a dialect puts there, too, stands before the tables. */
const typesFile = "types"

/** What a declaration consists of. */
export interface DeclaredItems {
  readonly items: readonly DeclaredItem[]
  /** Those of them that make columns when they are called. */
  readonly columnMakers: readonly DeclaredItem[]
  /** What the dialect has no definer for. */
  readonly omitted: readonly UnmodelledObject[]
}

/** What is declared, in the order in which a person would write it where nothing else is needed first. */
export function declaredItems(
  schema: Schema,
  words: DeclarationWords,
  layout: DeclarationLayout,
): DeclaredItems {
  const calls = new Map(
    schema.nodes
      .filter((node) => node.kind === "defined")
      .map((node) => [node as SchemaNode, words.object?.(node, nowhere)]),
  )
  const filled = new Set(schema.nodes.flatMap((node) => ("schema" in node ? [node.schema] : [])))
  const nodes = schema.nodes.filter((node): node is DeclaredNode =>
    node.kind === "defined" ? calls.get(node) !== undefined : isDeclared(node, filled),
  )
  const variable = variables(
    nodes,
    [...calls.values()].flatMap((call) => call?.definer ?? []),
  )
  const file =
    layout === "one file" ? () => schemaFile : files(nodes, variable, (node) => calls.get(node)?.file)
  const items = inReadingOrder(nodes, (node) => shelf(node, calls.get(node)?.file)).map((node) => ({
    node,
    name: variable(node),
    file: file(node),
  }))
  return {
    items,
    columnMakers: items.filter(({ node }) => node.kind === "enum" || calls.get(node)?.makesColumns === true),
    omitted: schema.nodes.flatMap((node) =>
      node.kind === "defined" && calls.get(node) === undefined ? [unmodelled(node)] : [],
    ),
  }
}

function unmodelled({ type, schema, table, name }: DefinedNode): UnmodelledObject {
  return {
    kind: type,
    ...(schema === undefined ? {} : { schema }),
    name: table === undefined ? name : `${name} on ${table}`,
  }
}

// Who asks only for the definer needs nothing of the surroundings.
const nowhere = { table: () => "", columns: () => ({}), extras: () => undefined }

/** A schema of the database is there wherever something lies in it; only more than that is said of it. */
function isDeclared(node: SchemaNode, filled: ReadonlySet<string | undefined>): boolean {
  if (node.kind === "namespace") return node.comment !== undefined || !filled.has(node.name)
  return node.kind === "enum" || node.kind === "table"
}

/** By shelf, with what stands on a table right behind it. */
function inReadingOrder(
  nodes: readonly DeclaredNode[],
  shelfOf: (node: DeclaredNode) => number,
): readonly DeclaredNode[] {
  const parts = Map.groupBy(nodes, (node) => (isTablePart(node) ? tableKey(tableOf(node)) : ""))
  const whole = nodes.filter((node) => !isTablePart(node)).toSorted((a, b) => shelfOf(a) - shelfOf(b))
  // Only what has a text may have parts; an extension may be called like a table.
  const ordered = whole.flatMap((node): readonly DeclaredNode[] =>
    node.kind === "table" || (node.kind === "defined" && node.definition !== undefined)
      ? [node, ...(parts.get(tableKey(node)) ?? [])]
      : [node],
  )
  return [...new Set([...ordered, ...nodes])]
}

/** Types and what is made before tables, then these, then what is made of them. */
function shelf(node: DeclaredNode, file: string | undefined): number {
  if (node.kind === "defined") return file === typesFile ? 1 : 3
  return { namespace: 0, enum: 1, table: 2 }[node.kind]
}

/** The file of each node: one per table, with what stands on it and its partitions, and some for the rest. */
function files(
  nodes: readonly DeclaredNode[],
  variable: (node: DeclaredNode) => string,
  wished: (node: SchemaNode) => string | undefined,
): (node: DeclaredNode) => string {
  const owners = new Map(nodes.map((node) => [nodeKey(node), node]))
  const shared = new Set(nodes.flatMap((node) => wished(node) ?? []))
  const next = namer([schemaFile, typesFile, "objects", ...shared])
  const stems = new Map<DeclaredNode, string>()
  const stem = (node: DeclaredNode) => {
    const known = stems.get(node) ?? next([fileStem(variable(node))])
    stems.set(node, known)
    return known
  }
  const file = (node: DeclaredNode): string => {
    if (node.kind === "namespace" || node.kind === "enum") return typesFile
    const on = node.kind === "table" ? node.partitionOf : isTablePart(node) ? node : undefined
    const owner = on === undefined ? undefined : owners.get(tableKey(tableOf(on)))
    if (owner !== undefined) return file(owner)
    return node.kind === "table" ? stem(node) : (wished(node) ?? "objects")
  }
  return file
}
