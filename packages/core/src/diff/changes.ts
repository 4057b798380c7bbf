import { catalog, tableKey, tableOf } from "../schema/catalog.ts"
import type {
  ColumnNode,
  ConstraintNode,
  EnumNode,
  ForeignKeyNode,
  IndexNode,
  NamespaceNode,
  NodeKind,
  Schema,
  SchemaNode,
  TableNode,
  TablePartNode,
} from "../schema/model.ts"
import { byName, type Difference } from "./by-name.ts"

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
  readonly created: readonly WholeTable[]
  readonly dropped: readonly WholeTable[]
  readonly columns: Difference<ColumnNode>
  readonly ownParts: Difference<OwnPart>
  readonly foreignKeys: Difference<ForeignKeyNode>
}

/** Compares two schemas node by node. */
export function changesBetween(from: Schema, to: Schema, same: Same): Changes {
  // Through catalogs, so that neither schema's own order matters.
  const [before, after] = [catalog(from), catalog(to)]
  const [old, wanted] = [before.schema().nodes, after.schema().nodes]
  const compare = <K extends NodeKind>(...kinds: readonly K[]) =>
    byName(only(old, kinds), only(wanted, kinds), same)
  const tables = compare("table")
  const stays = new Set(tables.kept.map(tableKey))
  const compareParts = <K extends Exclude<TablePartNode["kind"], "defined">>(...kinds: readonly K[]) => {
    const parts = (nodes: readonly SchemaNode[]) =>
      only(nodes, kinds).filter((part) => stays.has(tableKey(tableOf(part as TablePartNode))))
    return byName(parts(old), parts(wanted), same)
  }
  return {
    namespaces: compare("namespace"),
    enums: compare("enum"),
    created: tables.added.map((table) => ({ table, parts: after.parts(table) })),
    dropped: tables.removed.map((table) => ({ table, parts: before.parts(table) })),
    columns: compareParts("column"),
    ownParts: compareParts("primaryKey", "unique", "check", "exclusion", "index"),
    foreignKeys: compareParts("foreignKey"),
  }
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
