import type {
  Deferrable,
  ForeignKeyNode,
  PrimaryKeyNode,
  ReferentialAction,
  UniqueNode,
} from "@aludel/core/dialect"

import type { Choices } from "./choices.ts"
import { plainColumn } from "./columns.ts"
import {
  addColumn,
  ancestors,
  isPartitioned,
  partOf,
  tables,
  type Ground,
  type GroundColumn,
  type GroundKey,
  type Relation,
} from "./ground.ts"
import { comment } from "./names.ts"

/** When a constraint is checked, by chance. */
export function deferrable(choose: Choices): { readonly deferrable: Deferrable } | undefined {
  return choose.maybe(20, () => ({ deferrable: choose.pick(["immediate", "deferred"] as const) }))
}

/** The columns that each key of a partitioned table must have, and of the tables above it. */
export function partitionColumns(table: Relation): readonly GroundColumn[] {
  const above = ancestors(table).flatMap(({ partitions }) => partitions?.key ?? [])
  const below = (relation: Relation): readonly GroundColumn[] => [
    ...(relation.partitions?.key ?? []),
    ...relation.children.flatMap(below),
  ]
  const names = new Set(
    [...(isPartitioned(table) ? above : []), ...(isPartitioned(table) ? below(table) : [])].map(
      ({ name }) => name,
    ),
  )
  return table.columns.filter(({ name }) => names.has(name))
}

/** Whether keys can be made on the table: not where rows are spread by an expression, or in another order. */
export function takesKeys(table: Relation): boolean {
  const below = (relation: Relation): boolean =>
    (relation.node?.partitionBy?.keys.every(
      (key) => "column" in key && !key.collation && !key.operatorClass,
    ) ??
      true) &&
    relation.children.every(below)
  return below(table)
}

function keyColumns(
  choose: Choices,
  table: Relation,
  usable: readonly GroundColumn[],
): readonly GroundColumn[] | undefined {
  const needed = partitionColumns(table)
  if (!needed.every((column) => usable.includes(column))) return undefined
  const more = choose.some(
    usable.filter((column) => !needed.includes(column)),
    needed.length > 0 ? 0 : 1,
    2,
  )
  const all = [...needed, ...more]
  return all.length > 0 ? all : undefined
}

function keyAttributes(choose: Choices, table: Relation, columns: readonly GroundColumn[]) {
  const rest = table.columns.filter((column) => !columns.includes(column) && column.generated !== "virtual")
  return {
    ...(rest.length > 0
      ? choose.maybe(15, () => ({ include: choose.some(rest, 1, 2).map(({ name }) => name) }))
      : undefined),
    ...deferrable(choose),
    ...choose.maybe(15, () => ({
      parameters: choose.pick([{ fillfactor: "60" }, { deduplicate_items: "off", fillfactor: "80" }]),
    })),
    ...comment(choose),
  }
}

/** Makes a primary key or a unique constraint. */
export function makeKey(ground: Ground, choose: Choices): void {
  const found = tables(ground, (table) => takesKeys(table))
  if (found.length === 0) return
  const table = choose.pick(found)
  const ordered = table.columns.filter(
    ({ type, generated }) => type.ordered === true && generated !== "virtual",
  )
  const primary =
    !ancestors(table).some((ancestor) => ancestor.primaryKey) && !hasPrimaryBelow(table) && choose.chance(60)
  const strict = ordered.filter(
    (column) => column.nullable !== true && column.node?.notNull === undefined && !column.node?.generated,
  )
  // What a table says of columns that it has from elsewhere is not in their nodes: those may come without a NOT NULL there.
  const columns = keyColumns(
    choose,
    table,
    primary ? strict.filter(({ node }) => node !== undefined) : ordered,
  )
  if (columns === undefined) return
  const temporal = periodColumn(ground, choose, table, columns)
  const names = [...columns, ...(temporal === undefined ? [] : [temporal])].map(({ name }) => name)
  const shared = {
    ...partOf(table),
    name: ground.name(choose),
    columns: names,
    ...keyAttributes(choose, table, [...columns, ...(temporal === undefined ? [] : [temporal])]),
    ...(temporal === undefined ? {} : { withoutOverlaps: true as const }),
  }
  const { parameters, ...timeless } = shared
  const attributes =
    temporal === undefined ? shared : { ...timeless, ...(parameters && { parameters: { fillfactor: "60" } }) }
  const node: PrimaryKeyNode | UniqueNode = primary
    ? { kind: "primaryKey", ...attributes }
    : {
        kind: "unique",
        ...attributes,
        ...(ground.server.major >= 15 && temporal === undefined
          ? choose.maybe(20, () => ({ nullsNotDistinct: true as const }))
          : undefined),
      }
  if (primary) table.primaryKey = true
  ground.nodes.push(node)
  if (node.deferrable === undefined)
    table.keys.push({ columns: names, ...(temporal === undefined ? {} : { period: true }) })
}

function hasPrimaryBelow(table: Relation): boolean {
  return table.children.some((child) => child.primaryKey === true || hasPrimaryBelow(child))
}

// The index is a gist, whose classes for scalar types are those of btree_gist.
function periodColumn(
  ground: Ground,
  choose: Choices,
  table: Relation,
  columns: readonly GroundColumn[],
): GroundColumn | undefined {
  if (
    ground.server.major < 18 ||
    isPartitioned(table) ||
    table.node!.partitionOf !== undefined ||
    !hasScalarGist(ground) ||
    !choose.chance(50)
  )
    return undefined
  if (!columns.every(({ type }) => ["integer", "bigint", "text"].includes(type.type))) return undefined
  const type = choose.pick(ground.types.filter(({ range, made }) => range === true && made !== true))
  const column = plainColumn(ground, choose, table, type, false)
  addColumn(ground, table, column, column.node!)
  return column
}

/** Whether gist indexes take numbers and texts. */
export function hasScalarGist(ground: Ground): boolean {
  return ground.extensions.has("btree_gist") && ground.extensions.get("btree_gist") === undefined
}

const actions: readonly ReferentialAction[] = ["cascade", "restrict", "set null", "set default"]

/** Makes a foreign key with new columns of its own, also to the same table and in rings. */
export function makeForeignKey(ground: Ground, choose: Choices): void {
  const targets = tables(ground, (table) => usableKeys(table).length > 0 && table.node!.unlogged !== true)
  if (targets.length === 0) return
  const target = choose.pick(targets)
  const key = choose.pick(usableKeys(target))
  // A table can't refer to what is beneath it, and the columns of a partition are its parent's.
  const sources = tables(
    ground,
    (table) =>
      table.node!.partitionOf === undefined && (table === target || !ancestors(target).includes(table)),
  )
  if (sources.length === 0) return
  const source = choose.chance(20) && sources.includes(target) ? target : choose.pick(sources)
  const period = key.period === true
  if (period && isPartitioned(source)) return
  const columns = key.columns.map((name) => {
    const { type, collation } = target.columns.find((column) => column.name === name)!
    const column = plainColumn(ground, choose, source, type, true, { partitioned: isPartitioned(source) })
    const { collation: _, ...plain } = column.node!
    const own = collation === undefined ? {} : { collation }
    const node = { ...plain, ...(collation === type.collation ? {} : own) }
    addColumn(ground, source, { ...column, node, ...own }, node)
    return node.name
  })
  const onDelete = choose.maybe(period ? 0 : 60, () => ({ onDelete: choose.pick(actions) }))
  const some = onDelete?.onDelete === "set null" || onDelete?.onDelete === "set default"
  const state = choose.pick([
    {},
    {},
    ...(isPartitioned(source) && ground.server.major < 18 ? [] : [{ notValid: true as const }]),
    ...(ground.server.major >= 18 ? [{ notEnforced: true as const }] : []),
  ])
  const node: ForeignKeyNode = {
    kind: "foreignKey",
    ...partOf(source),
    name: ground.name(choose),
    columns,
    references: { ...partOf(target), columns: key.columns },
    ...onDelete,
    ...choose.maybe(period ? 0 : 40, () => ({ onUpdate: choose.pick(actions) })),
    ...(some && ground.server.major >= 15
      ? choose.maybe(40, () => ({ onDeleteColumns: choose.some(columns, 1, columns.length) }))
      : undefined),
    ...choose.maybe(20, () => ({ match: "full" as const })),
    ...deferrable(choose),
    ...state,
    ...(period ? { period: true } : {}),
    ...comment(choose),
  }
  ground.nodes.push(node)
}

function usableKeys({ keys, columns }: Relation): readonly GroundKey[] {
  const arrays = new Set(columns.filter(({ type }) => type.array === true).map(({ name }) => name))
  return keys.filter((key) => !key.columns.some((name) => arrays.has(name)))
}
