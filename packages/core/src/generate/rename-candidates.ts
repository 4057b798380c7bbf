import { displayName, nodeKey, tableKey, tableOf, type Catalog } from "../schema/catalog.ts"
import type { DefinedKind } from "../operations/definition.ts"
import type { DefinedNode, NamespaceNode, Schema, SchemaNode } from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { TableNode } from "../schema/nodes/tables.ts"
import { areAkin } from "./conversion.ts"
import type { Rename } from "./renames.ts"

/** Something that is no longer declared, with what it may be called now. */
export interface RenameCandidate {
  /** In the words of a question: `column`. */
  readonly what: string
  /** Its name in the database. */
  readonly from: string
  readonly targets: readonly RenameTarget[]
}

/** One of the names that it may have now. */
export interface RenameTarget {
  /** As a question offers it. */
  readonly name: string
  /** The key of the declared node, so that nothing else becomes the same. */
  readonly key: string
  readonly renames: readonly Rename[]
}

/** What two schemas are that may hold the same things under other names. */
export interface Sides {
  /** What of the database is ours, the renames known so far made. */
  readonly from: Schema
  readonly live: Catalog
  readonly to: Schema
  readonly declared: Catalog
  /** What the dialect knows of the types of defined objects. */
  readonly objects: Readonly<Record<string, DefinedKind>>
}

/** The phases in which candidates are looked for: what holds others first. */
export const candidatePhases: readonly ((sides: Sides) => readonly RenameCandidate[])[] = [
  namespaceCandidates,
  tableCandidates,
  columnCandidates,
  enumValueCandidates,
  objectCandidates,
]

function namespaceCandidates({ from, to, live, declared }: Sides): readonly RenameCandidate[] {
  const { gone, come } = unmatched<NamespaceNode>(from, to, live, declared, "namespace")
  if (gone.length === 0 || come.length === 0) return []
  const inside = ({ nodes }: Schema, name: string) =>
    new Set(nodes.flatMap((node) => (node.kind === "table" && node.schema === name ? [node.name] : [])))
  return gone.flatMap(({ name }) => {
    const held = inside(from, name)
    const similar = come.filter((other) => isHalf(held, inside(to, other.name)))
    return candidate("schema", name, similar, (other) => [
      { kind: "renameSchema", from: name, to: other.name },
    ])
  })
}

function tableCandidates({ from, to, live, declared }: Sides): readonly RenameCandidate[] {
  const { gone, come } = unmatched<TableNode>(from, to, live, declared, "table")
  return gone.flatMap((table) => {
    const columns = columnsOf(live, table)
    const similar = come.filter(
      (other) => other.schema === table.schema && areSimilar(columns, columnsOf(declared, other)),
    )
    return candidate("table", displayName(table), similar, ({ name }) => [
      { kind: "renameTable", ...placeOf(table), from: table.name, to: name },
    ])
  })
}

function columnCandidates({ from, to, live, declared }: Sides): readonly RenameCandidate[] {
  const { gone, come } = unmatched<ColumnNode>(from, to, live, declared, "column")
  if (gone.length === 0) return []
  const added = Map.groupBy(come, (column) => tableKey(tableOf(column)))
  return gone.flatMap((column) => {
    // What is computed can be computed again.
    if (column.generated !== undefined) return []
    const akin = (added.get(tableKey(tableOf(column))) ?? []).filter(
      (other) => other.generated === undefined && areAkin(column, other),
    )
    const { table } = column
    return candidate("column", `${displayName(tableOf(column))}.${column.name}`, akin, ({ name }) => [
      { kind: "renameColumn", ...placeOf(column), table, from: column.name, to: name },
    ])
  })
}

function enumValueCandidates({ from, declared }: Sides): readonly RenameCandidate[] {
  return from.nodes.flatMap((node) => {
    const wanted = node.kind === "enum" ? declared.get(nodeKey(node)) : undefined
    if (node.kind !== "enum" || wanted?.kind !== "enum") return []
    const come = wanted.values.filter((value) => !node.values.includes(value))
    return node.values
      .filter((value) => !wanted.values.includes(value))
      .flatMap((value) =>
        candidate(
          "enum value",
          `${displayName(node)}.${value}`,
          come.map((name) => ({ kind: "enum" as const, name, key: JSON.stringify([nodeKey(node), name]) })),
          ({ name }) => [
            { kind: "renameEnumValue", ...placeOf(node), name: node.name, from: value, to: name },
          ],
        ),
      )
  })
}

function objectCandidates({ from, to, live, declared, objects }: Sides): readonly RenameCandidate[] {
  const { gone, come } = unmatched<DefinedNode>(from, to, live, declared, "defined")
  const kept = gone.filter(({ type }) => objects[type]?.holdsData === true)
  return kept.flatMap((object) => {
    const { type, name } = object
    const similar = come.filter((other) => other.type === type && other.schema === object.schema)
    return candidate(type, displayName(object), similar, (other) => [
      { kind: "renameObject", type, ...placeOf(object), name, to: other.name },
    ])
  })
}

function candidate<
  N extends { readonly kind: SchemaNode["kind"]; readonly name: string; readonly key?: string },
>(
  what: string,
  from: string,
  similar: readonly N[],
  renames: (other: N) => readonly Rename[],
): readonly RenameCandidate[] {
  if (similar.length === 0) return []
  const targets = similar.map((other) => ({
    name: other.kind === "table" ? displayName(other) : other.name,
    key: other.key ?? nodeKey(other),
    renames: renames(other),
  }))
  return [{ what, from, targets }]
}

/** What only the one side has, and what only the other; columns of tables that both have. */
function unmatched<N extends SchemaNode>(
  from: Schema,
  to: Schema,
  live: Catalog,
  declared: Catalog,
  kind: N["kind"],
): { readonly gone: readonly N[]; readonly come: readonly N[] } {
  const only = (side: Schema, other: Catalog) =>
    side.nodes.filter(
      (node): node is N =>
        node.kind === kind &&
        other.get(nodeKey(node)) === undefined &&
        (node.kind !== "column" || other.get(tableKey(tableOf(node))) !== undefined),
    )
  const gone = only(from, declared)
  return { gone, come: gone.length === 0 ? [] : only(to, live) }
}

function columnsOf(schema: Catalog, table: TableNode): readonly ColumnNode[] {
  return schema.parts(table).filter((part) => part.kind === "column")
}

/** Half of the columns of the smaller one and more are the same by name and kind of type. */
function areSimilar(old: readonly ColumnNode[], wanted: readonly ColumnNode[]): boolean {
  const called = new Map(wanted.map((column) => [column.name, column]))
  const same = old.filter((column) => {
    const other = called.get(column.name)
    return other !== undefined && areAkin(column, other)
  })
  return same.length > 0 && 2 * same.length >= Math.min(old.length, wanted.length)
}

function isHalf(old: ReadonlySet<string>, wanted: ReadonlySet<string>): boolean {
  const same = [...old].filter((name) => wanted.has(name)).length
  return same > 0 && 2 * same >= Math.min(old.size, wanted.size)
}

function placeOf({ schema }: { readonly schema?: string }): { readonly schema?: string } {
  return schema === undefined ? {} : { schema }
}
