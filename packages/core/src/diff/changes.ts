import { columnsOf, parentsOf } from "../operations/table-change.ts"
import { usesColumn } from "../operations/uses.ts"
import { catalog, nodeKey, tableKey, tableOf, type Catalog } from "../schema/catalog.ts"
import type {
  DefinedNode,
  EnumNode,
  NamespaceNode,
  NodeKind,
  Schema,
  SchemaNode,
  TablePartNode,
} from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { ConstraintNode, ForeignKeyNode } from "../schema/nodes/constraints.ts"
import type { IndexNode } from "../schema/nodes/indexes.ts"
import type { TableNode } from "../schema/nodes/tables.ts"
import { byName, type Difference } from "./by-name.ts"
import { equal } from "./equal.ts"

/** Whether two nodes with the same identity are alike. */
export type Same = (from: SchemaNode, to: SchemaNode) => boolean

/** A constraint other than a foreign key, or an index: what stands on the columns of one table. */
export type OwnPart = Exclude<ConstraintNode, ForeignKeyNode> | IndexNode

/** A table with all its parts. */
export interface WholeTable {
  readonly table: TableNode
  readonly parts: readonly TablePartNode[]
}

/** What differs between two schemas, kind by kind, each list in the order of a schema. Parts are those of tables that both have. */
export interface Changes {
  readonly namespaces: Difference<NamespaceNode>
  readonly enums: Difference<EnumNode>
  readonly tables: Difference<TableNode>
  readonly created: readonly WholeTable[]
  readonly dropped: readonly WholeTable[]
  readonly columns: Difference<ColumnNode>
  /** Columns that are computed from now on, or otherwise: no engine alters that in place everywhere. */
  readonly remade: Difference<ColumnNode>["changed"]
  readonly ownParts: Difference<OwnPart>
  readonly foreignKeys: Difference<ForeignKeyNode>
  /** Those that stand on a table that goes with them included. */
  readonly objects: Difference<DefinedNode>
  /** What both have and only says something else about itself, or is altered in place and does so, too. */
  readonly comments: readonly { readonly from: SchemaNode; readonly to: SchemaNode }[]
}

/** Compares two schemas node by node, comments apart. */
export function changesBetween(from: Schema, to: Schema, sameNode: Same): Changes {
  const same: Same = (a, b) => sameNode(a, withCommentOf(a, b))
  // Through catalogs, so that neither schema's own order matters.
  const [before, after] = [catalog(from), catalog(to)]
  const [old, wanted] = [before.schema().nodes, after.schema().nodes]
  const compare = <K extends NodeKind>(...kinds: readonly K[]) =>
    byName(only(old, kinds), only(wanted, kinds), same)
  const tables = compare("table")
  const staying = [...tables.kept, ...tables.changed.map((pair) => pair.to)]
  const objects = compare("defined")
  const views = [
    ...objects.kept,
    ...objects.changed.map((pair) => pair.to),
    ...objects.added,
    ...objects.removed,
  ]
  const stays = new Set([...staying, ...views].map((node) => tableKey(node)))
  const compareParts = <K extends Exclude<TablePartNode["kind"], "defined">>(...kinds: readonly K[]) => {
    const parts = (nodes: readonly SchemaNode[]) =>
      only(nodes, kinds).filter((part) => stays.has(tableKey(tableOf(part as TablePartNode))))
    return byName(parts(old), parts(wanted), same)
  }
  const columns = withoutInherited(compareParts("column"), tables.changed, before, after)
  const remade = columns.changed.filter(({ to }) => to.generated !== undefined).filter(isComputedAnew)
  const ownParts = remadeWith(
    remade,
    compareParts("primaryKey", "unique", "check", "exclusion", "index"),
    before,
  )
  const foreignKeys = remadeWith(remade, compareParts("foreignKey"), before)
  const anew = new Set<SchemaNode>(
    [...ownParts.changed, ...foreignKeys.changed, ...remade].map((pair) => pair.to),
  )
  return {
    namespaces: compare("namespace"),
    enums: compare("enum"),
    tables,
    objects,
    created: tables.added.map((table) => ({ table, parts: after.parts(table) })),
    dropped: tables.removed.map((table) => ({ table, parts: before.parts(table) })),
    columns: { ...columns, changed: columns.changed.filter((pair) => !remade.includes(pair)) },
    remade,
    ownParts,
    foreignKeys,
    comments: wanted.flatMap((node) => {
      const old = node.kind === "defined" || anew.has(node) ? undefined : before.get(nodeKey(node))
      return old === undefined || old.comment === node.comment ? [] : [{ from: old, to: node }]
    }),
  }
}

function withCommentOf(from: SchemaNode, to: SchemaNode): SchemaNode {
  if (from.comment === to.comment || to.kind === "defined") return to
  const { comment: _, ...rest } = to
  return from.comment === undefined ? rest : { ...rest, comment: from.comment }
}

/** The columns that come and go of themselves, with what a table has columns from, are no changes of their own. */
function withoutInherited(
  columns: Difference<ColumnNode>,
  tables: Difference<TableNode>["changed"],
  before: Catalog,
  after: Catalog,
): Difference<ColumnNode> {
  if (tables.every(({ from, to }) => !("partitionOf" in from || "inherits" in from || "partitionOf" in to)))
    return columns
  const left = new Map(
    tables.map(({ from }) => [tableKey(from), namesOf(columnsOf(before, parentsOf(from)))]),
  )
  const joined = new Map(tables.map(({ to }) => [tableKey(to), namesOf(columnsOf(after, parentsOf(to)))]))
  const isIn = (inherited: ReadonlyMap<string, ReadonlySet<string>>, column: ColumnNode) =>
    inherited.get(tableKey(tableOf(column)))?.has(column.name) === true
  return {
    ...columns,
    added: columns.added.filter((column) => !isIn(left, column)),
    removed: columns.removed.filter((column) => !isIn(joined, column)),
  }
}

function isComputedAnew({ from, to }: { readonly from: ColumnNode; readonly to: ColumnNode }): boolean {
  return !equal(from.generated, to.generated)
}

/** What stands on a column that is made anew is made anew with it. */
function remadeWith<N extends OwnPart | ForeignKeyNode>(
  remade: Changes["remade"],
  parts: Difference<N>,
  before: Catalog,
): Difference<N> {
  const stands = (part: N) =>
    remade.some(({ to }) => tableKey(tableOf(to)) === tableKey(tableOf(part)) && usesColumn(part, to.name))
  if (remade.length === 0) return parts
  return {
    ...parts,
    kept: parts.kept.filter((part) => !stands(part)),
    changed: [
      ...parts.changed,
      ...parts.kept.filter(stands).map((part) => ({ from: before.get(nodeKey(part)) as N, to: part })),
    ],
  }
}

function namesOf(columns: readonly ColumnNode[]): ReadonlySet<string> {
  return new Set(columns.map(({ name }) => name))
}

/** What must go: what is no more, and what is to be made anew. */
export function going<N extends SchemaNode>({ removed, changed }: Difference<N>): readonly N[] {
  return [...removed, ...changed.map((pair) => pair.from)]
}

/** What must come: what is new, and what is made anew. */
export function coming<N extends SchemaNode>({ added, changed }: Difference<N>): readonly N[] {
  return [...added, ...changed.map((pair) => pair.to)]
}

function only<K extends NodeKind>(
  nodes: readonly SchemaNode[],
  kinds: readonly K[],
): readonly Extract<SchemaNode, { kind: K }>[] {
  return nodes.filter((node) => (kinds as readonly NodeKind[]).includes(node.kind)) as Extract<
    SchemaNode,
    { kind: K }
  >[]
}
