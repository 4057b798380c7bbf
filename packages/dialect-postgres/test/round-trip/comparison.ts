import type { IndexKey, JsonValue, Schema, SchemaNode } from "@aludel/core/dialect"
import { nodeKey } from "@aludel/core/dialect"

/** The nodes with SQL texts taken out: those PostgreSQL prints in its own way. */
export function withoutTexts({ nodes }: Schema): readonly unknown[] {
  return nodes.map((node) => blank(node))
}

/** What differs between two lists of nodes, one line for each: the node, the way to the value, both values. */
export function differences(from: readonly unknown[], to: readonly unknown[]): readonly string[] {
  const before = byKey(from)
  const after = byKey(to)
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [a, b] = [before.get(key), after.get(key)]
    if (a === undefined) return [`${key} is there only afterwards: ${JSON.stringify(b)}`]
    if (b === undefined) return [`${key} is not there afterwards: ${JSON.stringify(a)}`]
    return valueDifferences(a, b).map((line) => `${key} ${line}`)
  })
}

function byKey(nodes: readonly unknown[]): ReadonlyMap<string, unknown> {
  return new Map(nodes.map((node) => [nodeKey(node as SchemaNode), node]))
}

function valueDifferences(from: unknown, to: unknown, path = ""): readonly string[] {
  if (isObject(from) && isObject(to)) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])]
    return keys.flatMap((key) => valueDifferences(from[key], to[key], path === "" ? key : `${path}.${key}`))
  }
  return Object.is(from, to) ? [] : [`${path}: ${JSON.stringify(from)} → ${JSON.stringify(to)}`]
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null
}

/** The order of the columns of each table, which {@link differences} does not look at. */
export function columnOrder(schema: Schema): Readonly<Record<string, readonly string[]>> {
  const columns: Record<string, string[]> = {}
  for (const node of schema.nodes)
    if (node.kind === "column") (columns[`${node.schema ?? ""}.${node.table}`] ??= []).push(node.name)
  return columns
}

function blank(node: SchemaNode): unknown {
  switch (node.kind) {
    case "column":
      return {
        ...node,
        ...(node.default === undefined ? {} : { default: "…" }),
        ...(node.generated === undefined ? {} : { generated: { ...node.generated, expression: "…" } }),
      }
    case "check":
      return { ...node, expression: "…" }
    case "index":
      return { ...node, keys: node.keys.map((key) => blankKey(key)), ...blankWhere(node) }
    case "exclusion":
      return { ...node, elements: node.elements.map((key) => blankKey(key)), ...blankWhere(node) }
    case "table":
      return blankTable(node)
    case "defined":
      return {
        ...node,
        ...(node.definition === undefined ? {} : { definition: "…" }),
        ...(node.options === undefined ? {} : { options: blankOptions(node.options) }),
      }
    default:
      return node
  }
}

function blankKey(key: IndexKey): IndexKey {
  return "expression" in key ? { ...key, expression: "…" } : key
}

function blankWhere({ where }: { readonly where?: string }) {
  return where === undefined ? {} : { where: "…" }
}

function blankTable(node: Extract<SchemaNode, { readonly kind: "table" }>): unknown {
  const { partitionBy, partitionOf, overrides } = node
  return {
    ...node,
    ...(partitionBy === undefined
      ? {}
      : {
          partitionBy: {
            ...partitionBy,
            keys: partitionBy.keys.map((key) => ("expression" in key ? { ...key, expression: "…" } : key)),
          },
        }),
    ...(partitionOf === undefined ? {} : { partitionOf: { ...partitionOf, bound: "…" } }),
    ...(overrides === undefined
      ? {}
      : {
          overrides: Object.fromEntries(
            Object.entries(overrides).map(([name, override]) => [
              name,
              typeof override.default === "string" ? { ...override, default: "…" } : override,
            ]),
          ),
        }),
  }
}

const sqlOptions = ["default", "using", "withCheck", "expression"]

function blankOptions(options: JsonValue): JsonValue {
  if (Array.isArray(options)) return options.map((item: JsonValue) => blankOptions(item))
  if (typeof options !== "object" || options === null) return options
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => {
      if (name === "columnDefaults")
        return [name, Object.fromEntries(Object.keys(value as object).map((key) => [key, "…"]))]
      return [name, sqlOptions.includes(name) ? "…" : blankOptions(value)]
    }),
  )
}
