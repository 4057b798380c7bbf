import { columnsOf, parentsOf } from "../operations/table-change.ts"
import { present } from "../operations/present.ts"
import { tableKey, tableOf, type Catalog } from "../schema/catalog.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { TableNode } from "../schema/nodes/tables.ts"
import { usesColumn } from "../operations/uses.ts"
import type { TablePartNode } from "../schema/model.ts"
import { parentKeys } from "./mentions.ts"
import type { Changes, WholeTable } from "./changes.ts"
import type { Difference } from "./by-name.ts"
import { equal } from "./equal.ts"

type Pairs = Difference<TableNode>["changed"]

/** Partitions and tables that inherit, by when they come and go. */
export interface Partitions {
  /** Those that make room for others before anything is created. */
  readonly detached: Pairs
  /** Tables that leave what they have columns from, or join it, before that itself changes. */
  readonly moved: Pairs
  /** What else changes of tables. */
  readonly changed: Pairs
  /** The tables that go, as they are by then. */
  readonly dropped: readonly WholeTable[]
}

/**
 * Takes partitions out of a table that gets others, which may be for the same rows: those whose bounds change, and those that
 * go, with their rows for as long as possible. Out of tables that go before anything is created it takes those that stay.
 */
export function partitionsOf({
  changed,
  created,
  dropped,
  before,
  goEarly,
}: {
  readonly changed: Pairs
  readonly created: readonly WholeTable[]
  readonly dropped: readonly WholeTable[]
  readonly before: Catalog
  readonly goEarly: boolean
}): Partitions {
  const moves = changed.filter(
    ({ from, to }) => !equal(from.partitionOf, to.partitionOf) || !equal(from.inherits, to.inherits),
  )
  const filled = new Set(
    [...created.map(({ table }) => table), ...moves.map(({ to }) => to)].flatMap(parentKey),
  )
  const gone = new Set(dropped.map(({ table }) => tableKey(table)))
  const makesRoom = (table: TableNode) => parentKey(table).some((key) => filled.has(key) && !gone.has(key))
  const isLost = (key: string) => goEarly && gone.has(key)
  const loosened = ({ from, to }: Pairs[number]) =>
    !equal(from.partitionOf, to.partitionOf) && (makesRoom(from) || parentKey(from).some(isLost))
      ? alone(from)
      : withoutParents(from, isLost)
  const going = dropped.filter(({ table }) => makesRoom(table))
  const steps = moves.map((pair) => {
    const from = loosened(pair)
    return { was: pair.from, from, moved: movedTo(from, pair.to), to: pair.to }
  })
  return {
    detached: [
      ...steps.flatMap(({ was, from }) => (was === from ? [] : [{ from: was, to: from }])),
      ...going.map(({ table }) => ({ from: table, to: alone(table) })),
    ],
    moved: steps.flatMap(({ from, moved }) => (equal(from, moved) ? [] : [{ from, to: moved }])),
    changed: [
      ...changed.filter((pair) => !moves.includes(pair)),
      ...steps.flatMap(({ moved, to }) => (equal(moved, to) ? [] : [{ from: moved, to }])),
    ],
    dropped: dropped.map((whole) => (going.includes(whole) ? withColumns(whole, before) : whole)),
  }
}

function movedTo(from: TableNode, { partitionOf, inherits, overrides }: TableNode): TableNode {
  const { partitionOf: _, inherits: __, overrides: ___, ...rest } = from
  return present({ ...rest, partitionOf, inherits, overrides })
}

function parentKey({ partitionOf }: TableNode): readonly string[] {
  return partitionOf === undefined ? [] : [tableKey(tableOf(partitionOf))]
}

function alone(table: TableNode): TableNode {
  const { partitionOf: _, overrides: __, ...rest } = table
  return rest
}

function withoutParents(table: TableNode, isLost: (key: string) => boolean): TableNode {
  const { inherits = [], overrides, ...rest } = table
  const left = inherits.filter((parent) => !isLost(tableKey(tableOf(parent))))
  if (left.length === inherits.length) return table
  return left.length === 0 ? rest : present({ ...rest, inherits: left, overrides })
}

// What leaves its table numbers its rows no more.
function withColumns({ table, parts }: WholeTable, before: Catalog): WholeTable {
  const columns = columnsOf(before, parentsOf(table)).map((column): ColumnNode => {
    const { schema: _, identity: __, ...rest } = column
    return present({ ...rest, schema: table.schema, table: table.name })
  })
  return { table: alone(table), parts: [...columns, ...parts] }
}

/**
 * The constraints and indexes of new tables that stand on a column which a table there before is yet to get, for them to
 * have it, and the indexes that stand on a table alone and would be those of its partitions, too, before it has any.
 */
export function waitingParts(changes: Changes): ReadonlySet<TablePartNode> {
  const lonely = changes.created.flatMap(({ parts }) =>
    parts.filter((part) => part.kind === "index" && part.only === true),
  )
  return new Set([...lonely, ...partsOnNewColumns(changes)])
}

function partsOnNewColumns(changes: Changes): readonly TablePartNode[] {
  const comes = columnsThatCome(changes)
  return changes.created.flatMap(({ table, parts }) => {
    const names = comes(table)
    return names.length === 0 ? [] : parts.filter((part) => names.some((name) => usesColumn(part, name)))
  })
}

/** New tables as they can be created: they say nothing yet of columns that a table there before is yet to get, for them to have it. */
export function withoutLateOverrides(changes: Changes): (table: TableNode) => TableNode {
  const comes = columnsThatCome(changes)
  return (table) => {
    const { overrides = {}, ...rest } = table
    const late = new Set(comes(table))
    const early = Object.entries(overrides).filter(([name]) => !late.has(name))
    if (early.length === Object.keys(overrides).length) return table
    return early.length === 0 ? rest : { ...rest, overrides: Object.fromEntries(early) }
  }
}

/** The columns that a table is to have from one that was there before and is yet to get them. */
function columnsThatCome({
  created,
  tables,
  columns,
  remade,
}: Changes): (table: TableNode) => readonly string[] {
  const added = Map.groupBy([...columns.added, ...remade.map(({ to }) => to)], (column) =>
    tableKey(tableOf(column)),
  )
  if (added.size === 0) return () => []
  const all = [...created.map(({ table }) => table), ...tables.kept, ...tables.changed.map(({ to }) => to)]
  const byKey = new Map(all.map((table) => [tableKey(table), table]))
  const comes = (table: TableNode): readonly string[] =>
    parentKeys(table).flatMap((key) => {
      const parent = byKey.get(key)
      return [
        ...(added.get(key) ?? []).map(({ name }) => name),
        ...(parent === undefined ? [] : comes(parent)),
      ]
    })
  return comes
}
