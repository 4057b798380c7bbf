import { columnsOf, parentsOf } from "../operations/table-change.ts"
import { present } from "../operations/present.ts"
import { nodeKey, tableKey, tableOf, type Catalog, type ObjectName } from "../schema/catalog.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { TableNode } from "../schema/nodes/tables.ts"
import type { Difference } from "./by-name.ts"
import { equal } from "./equal.ts"

type Pairs = Difference<ColumnNode>["changed"]

/** Columns that differ by themselves, and those that must change for what a table has columns from. */
export interface OwnColumns extends Difference<ColumnNode> {
  /** Columns that become what the parent's are, so that the table can join it. */
  readonly joining: Pairs
  /** Columns that a table must not have to become a partition. */
  readonly unfit: readonly ColumnNode[]
  /** Columns that were the parent's and become something else once the table has left it. */
  readonly leaving: Pairs
}

/** The columns that come and go of themselves, with what a table has columns from, are no changes of their own. */
export function withoutInherited(
  columns: Difference<ColumnNode>,
  surroundings: {
    readonly tables: Difference<TableNode>["changed"]
    readonly before: Catalog
    readonly after: Catalog
  },
): OwnColumns {
  const { tables, before, after } = surroundings
  const { added, removed } = columns
  const tableOfColumn = (column: ColumnNode, schema: Catalog) => {
    const table = schema.get(tableKey(tableOf(column)))
    return table?.kind === "table" ? table : undefined
  }
  const isChild = (column: ColumnNode, schema: Catalog) => hasParents(tableOfColumn(column, schema))
  const concerned =
    removed.some((column) => isChild(column, after)) || added.some((column) => isChild(column, before))
  if (!concerned) return { ...columns, joining: [], unfit: [], leaving: [] }
  const moved = new Set(
    tables.filter(({ from, to }) => !equal(parentsOf(from), parentsOf(to))).map(({ to }) => tableKey(to)),
  )
  const isMoved = (column: ColumnNode) => moved.has(tableKey(tableOf(column)))
  const left = inherited(before, before)
  const joined = inherited(after, before)
  const kept = inherited(after, after)
  const becomesPartition = (column: ColumnNode) =>
    isMoved(column) && tableOfColumn(column, after)?.partitionOf !== undefined
  return {
    ...columns,
    added: added.filter((column) => left(column) === undefined),
    removed: parentsFirst(
      removed.filter((column) => kept(column) === undefined && !becomesPartition(column)),
      before,
      after,
    ),
    unfit: removed.filter((column) => becomesPartition(column) && joined(column) === undefined),
    joining: removed.filter(isMoved).flatMap((column) => {
      const parent = joined(column)
      if (parent === undefined) return []
      const override = tableOfColumn(column, after)?.overrides?.[column.name]
      return pair(column, shaped(column, parent, override?.nullable))
    }),
    leaving: added.filter(isMoved).flatMap((column) => {
      const parent = left(column)
      return parent === undefined ? [] : pair(placed(parent, column), column)
    }),
  }
}

/**
 * The column that a table has from another one, by the column's name.
 *
 * @param now where the tables stand that are there by then; others have their columns in `schema`
 */
function inherited(schema: Catalog, now: Catalog): (column: ColumnNode) => ColumnNode | undefined {
  const known = new Map<string, ReadonlyMap<string, ColumnNode>>()
  return ({ name, ...place }) => {
    const key = tableKey(tableOf(place))
    const table = schema.get(key)
    if (table?.kind !== "table") return undefined
    const columns = () =>
      parentsOf(table).flatMap((parent) =>
        columnsOf(now.get(tableKey(tableOf(parent))) === undefined ? schema : now, [parent]),
      )
    const found = known.get(key) ?? byNameOf(columns())
    known.set(key, found)
    return found.get(name)
  }
}

// A column that a parent has too can go only when it has gone there.
function parentsFirst(columns: readonly ColumnNode[], ...schemas: readonly Catalog[]): readonly ColumnNode[] {
  const depth = (column: ColumnNode): number =>
    Math.max(...schemas.map((schema) => depthOf(tableOf(column), schema)))
  return columns.toSorted((a, b) => depth(a) - depth(b))
}

function depthOf(name: ObjectName, schema: Catalog): number {
  const table = schema.get(tableKey(name))
  if (table?.kind !== "table") return 0
  return parentsOf(table).reduce((most, parent) => Math.max(most, 1 + depthOf(tableOf(parent), schema)), 0)
}

function hasParents(table: TableNode | undefined): boolean {
  return table !== undefined && parentsOf(table).length > 0
}

function byNameOf(columns: readonly ColumnNode[]): ReadonlyMap<string, ColumnNode> {
  return new Map(columns.map((column) => [column.name, column]))
}

function pair(from: ColumnNode, to: ColumnNode): Pairs {
  const { comment: _, ...before } = from
  const { comment: __, ...after } = to
  return nodeKey(from) === nodeKey(to) && !equal(before, after) ? [{ from, to }] : []
}

/** A column as the parent's must find it: of the same type, and NOT NULL where that is. */
function shaped(column: ColumnNode, parent: ColumnNode, nullable: boolean | undefined): ColumnNode {
  const { enum: _, collation: __, ...rest } = column
  const typed: ColumnNode = present({
    ...rest,
    type: parent.type,
    enum: parent.enum,
    collation: parent.collation,
  })
  const isNullable = nullable ?? parent.nullable === true
  return (typed.nullable === true) === isNullable ? typed : withNullable(typed, isNullable)
}

function withNullable(column: ColumnNode, nullable: boolean): ColumnNode {
  const { nullable: _, ...rest } = column
  return nullable ? { ...rest, nullable } : rest
}

function placed(parent: ColumnNode, { schema, table }: ColumnNode): ColumnNode {
  const { schema: _, ...rest } = parent
  return present({ ...rest, schema, table })
}
