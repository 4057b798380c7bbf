import { displayName, nodeKey, tableOf, type SchemaNode } from "@aludel/core/dialect"

/** Whether two nodes that are not alike are the same all the same. */
export type Same = (from: SchemaNode, to: SchemaNode) => boolean

/** How two schemas are compared. */
export interface DifferenceOptions {
  /** Default: what is not alike differs. */
  readonly same?: Same
  /** Whether the order of columns counts. Default: it does. */
  readonly order?: boolean
}

/** The differences between two schemas, one line each. */
export function differences(
  from: readonly SchemaNode[],
  to: readonly SchemaNode[],
  { same = () => false, order = true }: DifferenceOptions = {},
): readonly string[] {
  const [before, after] = [byKey(from), byKey(to)]
  return [
    ...[...before].flatMap(([key, node]) => {
      const other = after.get(key)
      if (other === undefined) return [`${nameOf(node)}: is lost`]
      return same(node, other) ? [] : attributeDifferences(node, other)
    }),
    ...[...after].flatMap(([key, node]) => (before.has(key) ? [] : [`${nameOf(node)}: is new`])),
    ...(order ? orderDifferences(from, to) : []),
  ]
}

function byKey(nodes: readonly SchemaNode[]): ReadonlyMap<string, SchemaNode> {
  return new Map(nodes.map((node) => [nodeKey(node), node]))
}

function attributeDifferences(from: SchemaNode, to: SchemaNode): readonly string[] {
  const keys = new Set([...Object.keys(from), ...Object.keys(to)])
  return [...keys].flatMap((key) => {
    const [before, after] = [from, to].map((node) => text((node as unknown as Record<string, unknown>)[key]))
    return before === after ? [] : [`${nameOf(from)}: ${key} was ${before}, is ${after}`]
  })
}

/** A value as text, the keys of objects in order. */
function text(value: unknown): string {
  if (value === undefined) return "nothing"
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

function orderDifferences(from: readonly SchemaNode[], to: readonly SchemaNode[]): readonly string[] {
  const after = columnOrder(to)
  return [...columnOrder(from)].flatMap(([table, columns]) => {
    const other = after.get(table) ?? []
    const isSame = columns.join() === other.join() || columns.toSorted().join() !== other.toSorted().join()
    return isSame ? [] : [`table ${table}: columns were ${columns.join(", ")}, are ${other.join(", ")}`]
  })
}

function columnOrder(nodes: readonly SchemaNode[]): ReadonlyMap<string, readonly string[]> {
  const columns = nodes.filter((node) => node.kind === "column")
  const byTable = Map.groupBy(columns, (column) => displayName(tableOf(column)))
  return new Map([...byTable].map(([table, parts]) => [table, parts.map(({ name }) => name)]))
}

function nameOf(node: SchemaNode): string {
  const kind = node.kind === "defined" ? node.type : node.kind
  if (node.kind === "namespace") return `${kind} ${node.name}`
  const table = "table" in node && node.table !== undefined ? `${node.table}.` : ""
  return `${kind} ${node.schema === undefined ? "" : `${node.schema}.`}${table}${node.name}`
}
