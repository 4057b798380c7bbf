import type { PartitionKey, TableNode } from "@aludel/core/dialect"

import type { Choices } from "./choices.ts"
import { newColumns } from "./columns.ts"
import {
  ancestors,
  isPartitioned,
  newPlace,
  tables,
  type Ground,
  type GroundColumn,
  type Relation,
} from "./ground.ts"
import { comment, quoted, type Place } from "./names.ts"
import { collation } from "./types.ts"

/** Makes a table: an ordinary one, one that is partitioned, a partition, or one that inherits. */
export function makeTable(ground: Ground, choose: Choices): void {
  const parents = tables(ground, (table) => isPartitioned(table) && hasRoom(table))
  const others = tables(
    ground,
    (table) =>
      !isPartitioned(table) && table.node!.partitionOf === undefined && table.node!.unlogged !== true,
  )
  const way = choose.below(10)
  if (way < 4 && parents.length > 0) return makePartition(ground, choose, choose.pick(parents))
  if (way === 4 && others.length > 0) return makeHeir(ground, choose, others)
  if (way >= 7) return makePartitioned(ground, choose)
  const place = newPlace(ground, choose)
  const node: TableNode = {
    kind: "table",
    ...place,
    ...choose.maybe(12, () => ({ unlogged: true as const })),
    ...ofAnyTable(choose),
  }
  const columns = newColumns(ground, choose, place, [], { partitioned: false })
  add(ground, { ...node, ...ofStoredTable(choose, columns) }, columns)
}

function ofAnyTable(choose: Choices): Partial<TableNode> {
  return {
    ...choose.maybe(15, () => ({ rowSecurity: true as const })),
    ...choose.maybe(10, () => ({ forceRowSecurity: true as const })),
    ...choose.maybe(15, () => ({ replicaIdentity: choose.pick(["full", "nothing"] as const) })),
    ...comment(choose),
  }
}

const longTypes = ["text", "json", "bytes", "text[]"]

const parameters: readonly Readonly<Record<string, string>>[] = [
  { fillfactor: "70" },
  { autovacuum_enabled: "false", fillfactor: "90" },
  { autovacuum_vacuum_scale_factor: "0.05", parallel_workers: "4" },
  { autovacuum_analyze_threshold: "100", "toast.autovacuum_enabled": "false" },
  { user_catalog_table: "true", toast_tuple_target: "256" },
]

// Without long values there is no place for them, whose parameters could be set.
function ofStoredTable(choose: Choices, columns: readonly GroundColumn[]): Partial<TableNode> {
  const isLong = columns.some(
    ({ type, generated, isPlain }) =>
      longTypes.includes(type.type) && generated !== "virtual" && isPlain !== true,
  )
  const usable = parameters.filter((each) => isLong || !("toast.autovacuum_enabled" in each))
  return {
    ...choose.maybe(20, () => ({ parameters: choose.pick(usable) })),
    ...choose.maybe(8, () => ({ accessMethod: "heap_too" })),
  }
}

function add(
  ground: Ground,
  node: TableNode,
  own: readonly GroundColumn[],
  more: Partial<Relation> = {},
): Relation {
  const relation: Relation = {
    kind: "table",
    ...(node.schema === undefined ? {} : { schema: node.schema }),
    name: node.name,
    columns: [...(more.columns ?? []), ...own],
    node,
    keys: [],
    parents: more.parents ?? [],
    children: [],
    ...(more.partitions === undefined ? {} : { partitions: more.partitions }),
  }
  for (const parent of relation.parents) parent.children.push(relation)
  ground.relations.push(relation)
  ground.nodes.push(node, ...own.flatMap((column) => (column.node === undefined ? [] : [column.node])))
  return relation
}

function makePartitioned(ground: Ground, choose: Choices): void {
  const place = newPlace(ground, choose)
  const columns = newColumns(ground, choose, place, [], { partitioned: true })
  const { partitionBy, partitions } = partitioning(choose, columns)
  add(ground, { kind: "table", ...place, partitionBy, ...ofAnyTable(choose) }, columns, { partitions })
}

type Partitions = NonNullable<Relation["partitions"]>
type PartitionBy = NonNullable<TableNode["partitionBy"]>

function partitioning(
  choose: Choices,
  columns: readonly GroundColumn[],
  only?: GroundColumn,
): { readonly partitionBy: PartitionBy; readonly partitions: Partitions } {
  const strategy = choose.pick(["range", "list", "hash"] as const)
  const plain = columns.filter(({ generated }) => generated === undefined)
  const usable = plain.filter(({ type }) =>
    strategy === "hash" ? type.hashed && !type.made : type.bound !== undefined,
  )
  const chosen = only === undefined ? choose.some(usable, 1, strategy === "list" ? 1 : 2) : [only]
  const numbers = plain.filter(({ type }) => type.type === "integer")
  const partitions = { key: chosen, expression: false, count: 0, hasDefault: false }
  if (only === undefined && choose.chance(25) && numbers.length > 0) {
    const column = choose.pick(numbers)
    const expression = `abs(${quoted(column.name)}) + 1`
    return {
      partitionBy: { strategy, keys: [{ expression }] },
      partitions: { ...partitions, key: [column], expression: true },
    }
  }
  return {
    partitionBy: {
      strategy,
      keys: chosen.map((column) =>
        only === undefined ? partitionKey(choose, column) : { column: column.name },
      ),
    },
    partitions,
  }
}

function partitionKey(choose: Choices, { name, type, collation: own }: GroundColumn): PartitionKey {
  return {
    column: name,
    ...(type.collatable === true ? choose.maybe(20, () => collation(choose, own)) : undefined),
    ...(type.type === "text" ? choose.maybe(20, () => ({ operatorClass: "text_pattern_ops" })) : undefined),
  }
}

function hasRoom({ node, partitions }: Relation): boolean {
  return node!.partitionBy?.strategy === "hash" ? partitions!.count < 4 : partitions!.count < 8
}

function bound(choose: Choices, { node, partitions }: Relation): string {
  const { key, count } = partitions!
  const strategy = node!.partitionBy!.strategy
  if (strategy === "hash") return `for values with (modulus 4, remainder ${count})`
  if (!partitions!.hasDefault && choose.chance(20)) {
    partitions!.hasDefault = true
    return "default"
  }
  const at = (position: number) => key[0]!.type.bound!(position)
  if (strategy === "list")
    return `for values in (${at(count)}${count === 0 && choose.chance(50) ? ", null" : ""})`
  const rest = key
    .slice(1)
    .map(() => ", minvalue")
    .join("")
  const from = count === 0 && choose.chance(30) ? "minvalue" : at(count)
  return `for values from (${from}${rest}) to (${at(count + 1)}${rest})`
}

function makePartition(ground: Ground, choose: Choices, parent: Relation): void {
  const place = newPlace(ground, choose)
  const partitionOf = { ...ofParent(parent), bound: bound(choose, parent) }
  parent.partitions!.count += 1
  const columns = parent.columns.map((column) => inherited(column))
  const again = parent.partitions!.expression ? undefined : parent.partitions!.key[0]!
  const divided =
    again?.type.bound !== undefined && !again.type.made && choose.chance(25)
      ? partitioning(
          choose,
          columns,
          columns.find(({ name }) => name === again.name),
        )
      : undefined
  const node: TableNode = {
    kind: "table",
    ...place,
    partitionOf,
    ...(divided === undefined ? ofStoredTable(choose, columns) : { partitionBy: divided.partitionBy }),
    ...ofAnyTable(choose),
    ...overrides(choose, columns),
  }
  add(ground, node, [], { columns, parents: [parent], ...(divided && { partitions: divided.partitions }) })
}

function ofParent({ schema, name }: Place): { readonly schema?: string; readonly table: string } {
  return { ...(schema === undefined ? {} : { schema }), table: name }
}

function inherited(column: GroundColumn): GroundColumn {
  const { node, ...rest } = column
  return node?.notNull === undefined ? rest : { ...rest, isWeak: true }
}

function makeHeir(ground: Ground, choose: Choices, others: readonly Relation[]): void {
  const place = newPlace(ground, choose)
  const parents = choose
    .some(others, 1, 2)
    .filter((parent, position, all) => position === 0 || unrelated(all[0]!, parent))
  const columns = parents.flatMap((parent) =>
    parent.columns.map((column): GroundColumn => ({ ...inherited(column), identity: false })),
  )
  const node: TableNode = {
    kind: "table",
    ...place,
    inherits: parents.map(ofParent),
    ...ofAnyTable(choose),
    ...ofStoredTable(choose, columns),
    ...overrides(choose, columns),
  }
  add(ground, node, newColumns(ground, choose, place, columns, { partitioned: false }), { columns, parents })
}

function unrelated(a: Relation, b: Relation): boolean {
  return !ancestors(a).some((ancestor) => ancestors(b).includes(ancestor))
}

// Columns that the parent numbers or computes have no default of their own.
function overrides(choose: Choices, columns: GroundColumn[]): Pick<TableNode, "overrides"> | undefined {
  const found: Record<string, { default?: string | null; nullable?: false }> = {}
  for (const [position, column] of columns.entries()) {
    if (column.generated !== undefined || column.identity === true || !choose.chance(15)) continue
    const others = column.type.defaults.filter((sql) => sql !== column.default)
    const value = choose.pick([column.default === undefined ? undefined : null, ...others])
    const strict = column.nullable === true && choose.chance(50)
    if (value === undefined && !strict) continue
    found[column.name] = {
      ...(value === undefined ? {} : { default: value }),
      ...(strict ? { nullable: false } : {}),
    }
    const { default: was, ...rest } = column
    const now = value === undefined ? was : value
    columns[position] = {
      ...rest,
      nullable: column.nullable === true && !strict,
      ...(typeof now === "string" ? { default: now } : {}),
    }
  }
  return Object.keys(found).length > 0 ? { overrides: found } : undefined
}
