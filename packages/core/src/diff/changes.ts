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
import { withObjectsAnew, withTablesAnew } from "./anew.ts"
import { byName, type Difference } from "./by-name.ts"
import { equal } from "./equal.ts"
import { withoutInherited } from "./inherited.ts"
import { nameIsTakenOver } from "./names.ts"
import type { OrderOptions } from "./order.ts"
import { partitionsOf, type Partitions } from "./partitions.ts"

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
  readonly partitions: Pick<Partitions, "detached" | "moved">
  readonly created: readonly WholeTable[]
  readonly dropped: readonly WholeTable[]
  readonly columns: Difference<ColumnNode>
  /** Columns of tables that come to have them from another one, or have had them until now: as they must be for that, and as they become. */
  readonly joining: Difference<ColumnNode>["changed"]
  /** Columns that a table must not have to become a partition. */
  readonly unfit: readonly ColumnNode[]
  readonly leaving: Difference<ColumnNode>["changed"]
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
export function changesBetween(
  from: Schema,
  to: Schema,
  sameNode: Same,
  { objects: kinds = {}, impliedNames }: OrderOptions,
): Changes {
  const same: Same = (a, b) => sameNode(a, withCommentOf(a, b))
  // Through catalogs, so that neither schema's own order matters.
  const [before, after] = [catalog(from), catalog(to)]
  const [old, wanted] = [before.schema().nodes, after.schema().nodes]
  const compare = <K extends NodeKind>(...kinds: readonly K[]) =>
    byName(only(old, kinds), only(wanted, kinds), same)
  const tables = withTablesAnew(compare("table"), before)
  const staying = [...tables.kept, ...tables.changed.map((pair) => pair.to)]
  const objects = compare("defined")
  const [oldViews, newViews] = [
    [...objects.kept, ...objects.changed.map((pair) => pair.from), ...objects.removed],
    [...objects.kept, ...objects.changed.map((pair) => pair.to), ...objects.added],
  ]
  const owners = (views: readonly DefinedNode[]) =>
    new Set([...staying, ...views].map((node) => tableKey(node)))
  const [ownersBefore, ownersAfter] = [owners(oldViews), owners(newViews)]
  const compareParts = <K extends Exclude<TablePartNode["kind"], "defined">>(...kinds: readonly K[]) => {
    const parts = (nodes: readonly SchemaNode[], stays: ReadonlySet<string>) =>
      only(nodes, kinds).filter((part) => stays.has(tableKey(tableOf(part as TablePartNode))))
    return byName(parts(old, ownersBefore), parts(wanted, ownersAfter), same)
  }
  const columns = withoutInherited(compareParts("column"), { tables: tables.changed, before, after })
  const remade = columns.changed.filter(({ to }) => to.generated !== undefined).filter(isComputedAnew)
  const ownParts = remadeWith(
    remade,
    compareParts("primaryKey", "unique", "check", "exclusion", "index"),
    before,
  )
  const foreignKeys = remadeWith(remade, compareParts("foreignKey"), before)
  const created = tables.added.map((table) => ({ table, parts: after.parts(table) }))
  const gone = tables.removed.map((table) => ({ table, parts: before.parts(table) }))
  const enums = compare("enum")
  const isBelow = (node: DefinedNode) => (kinds[node.type]?.rank ?? 0) <= 0
  const goEarly = nameIsTakenOver(
    { created, dropped: gone, ownParts, enums, objects, columns },
    isBelow,
    impliedNames,
  )
  const partitions = partitionsOf({ changed: tables.changed, created, dropped: gone, before, goEarly })
  const { dropped } = partitions
  const shaken = {
    tables: goEarly ? tables.removed : [],
    remade: remade.map((pair) => pair.from),
    columns: columns.changed,
  }
  const settled = withObjectsAnew(objects, shaken, before, kinds)
  const allParts = withThose(settled, ownParts, before)
  const anew = new Set<SchemaNode>(
    [...allParts.changed, ...foreignKeys.changed, ...remade].map((pair) => pair.to).concat(allParts.added),
  )
  return {
    namespaces: compare("namespace"),
    enums,
    tables: { ...tables, changed: partitions.changed },
    partitions,
    objects: settled,
    created,
    dropped,
    columns: { ...columns, changed: columns.changed.filter((pair) => !remade.includes(pair)) },
    joining: columns.joining,
    unfit: columns.unfit,
    leaving: columns.leaving,
    remade,
    ownParts: allParts,
    foreignKeys,
    comments: wanted.flatMap((node) => {
      const old = node.kind === "defined" || anew.has(node) ? undefined : before.get(nodeKey(node))
      return old === undefined || old.comment === node.comment ? [] : [{ from: old, to: node }]
    }),
  }
}

/** What stands on a view that is dropped and created goes and comes with it. */
function withThose(
  objects: Difference<DefinedNode>,
  parts: Difference<OwnPart>,
  before: Catalog,
): Difference<OwnPart> {
  const removed = new Set(objects.removed.map((node) => nodeKey(node)))
  const anew = new Set(objects.added.flatMap((node) => (removed.has(nodeKey(node)) ? [tableKey(node)] : [])))
  if (anew.size === 0) return parts
  const stands = (part: OwnPart) => anew.has(tableKey(tableOf(part)))
  const moved = [...parts.kept, ...parts.changed.map((pair) => pair.to)].filter(stands)
  return {
    kept: parts.kept.filter((part) => !stands(part)),
    changed: parts.changed.filter((pair) => !stands(pair.to)),
    added: [...parts.added, ...moved],
    removed: [...parts.removed, ...moved.map((part) => before.get(nodeKey(part)) as OwnPart)],
  }
}

function withCommentOf(from: SchemaNode, to: SchemaNode): SchemaNode {
  if (from.comment === to.comment || to.kind === "defined") return to
  const { comment: _, ...rest } = to
  return from.comment === undefined ? rest : { ...rest, comment: from.comment }
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

function only<K extends NodeKind>(
  nodes: readonly SchemaNode[],
  kinds: readonly K[],
): readonly Extract<SchemaNode, { kind: K }>[] {
  return nodes.filter((node) => (kinds as readonly NodeKind[]).includes(node.kind)) as Extract<
    SchemaNode,
    { kind: K }
  >[]
}
