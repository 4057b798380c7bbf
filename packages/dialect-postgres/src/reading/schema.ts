import type { ColumnNode, IntrospectOptions, NamespaceNode, Schema, SchemaNode } from "@aludel/core/dialect"
import { compareText, displayName, inOrder, nodeKey } from "@aludel/core/dialect"

import { addColumn, type ColumnRow } from "./columns.ts"
import { addConstraint } from "./constraints.ts"
import { addIndex } from "./indexes.ts"
import { type Naming, namingOf } from "./naming.ts"
import { addObject } from "./objects.ts"
import type { Place } from "./place.ts"
import { type Relation, relationNode, relationOf } from "./relations.ts"
import { rightsOf } from "./rights.ts"
import type { Rows } from "./rows.ts"
import { unmodelledOf } from "./unmodelled.ts"

/**
 * The schema that rows of the catalog tell of, in core's order of nodes.
 *
 * @throws VanishedError where something was dropped while they were read
 */
export function schemaOf(place: Place, rows: Rows, options: IntrospectOptions): Schema {
  const naming = namingOf(place, options.exclude ?? [])
  const relations = new Map(rows.relations.map((row) => [row.oid, relationOf(row, naming)]))
  const free: SchemaNode[] = [...namespacesOf(place)]
  for (const row of rows.objects) addObject(row, relations, naming, free)
  // The columns first, for the others know them by their numbers.
  eachOn(relations, inPosition(rows.columns), (row, relation) => addColumn(row, relation, naming))
  eachOn(relations, rows.constraints, (row, relation) => {
    if (relation.isRead) addConstraint(row, relation, relations, naming)
  })
  eachOn(relations, rows.indexes, (row, relation) => {
    if (relation.isRead) addIndex(row, relation)
  })
  const read = [...relations.values()].filter(({ isRead }) => isRead)
  const nodes = assembled(free, read, naming)
  return {
    nodes,
    ...(rows.rights === undefined
      ? {}
      : { rights: rightsOf(rows.rights, naming, new Set(nodes.map(nodeKey))) }),
    ...(options.viewColumns === true ? { viewColumns: viewColumnsOf(read) } : {}),
    ...(rows.unmodelled === undefined ? {} : { unmodelled: unmodelledOf(rows.unmodelled, naming) }),
  }
}

function namespacesOf({ namespaces, defaultSchema }: Place): readonly NamespaceNode[] {
  return namespaces
    .filter(({ name }) => name !== defaultSchema)
    .map(({ name, comment }) => ({ kind: "namespace", name, ...(comment === null ? {} : { comment }) }))
}

function eachOn<R extends { readonly relation: number | string }>(
  relations: ReadonlyMap<number | string, Relation>,
  rows: readonly R[],
  add: (row: R, relation: Relation) => void,
): void {
  for (const row of rows) {
    const relation = relations.get(row.relation)
    if (relation !== undefined) add(row, relation)
  }
}

// By the numbers alone: which table a column is of is no matter.
function inPosition(rows: readonly ColumnRow[]): readonly ColumnRow[] {
  return rows.toSorted((a, b) => a.number - b.number)
}

function assembled(
  free: readonly SchemaNode[],
  relations: readonly Relation[],
  naming: Naming,
): readonly SchemaNode[] {
  const parts = new Map<SchemaNode, Relation>()
  for (const relation of relations) parts.set(relationNode(relation, naming), relation)
  return inOrder<SchemaNode>([...free, ...parts.keys()])
    .flatMap((node) => [node, ...inOrder(parts.get(node)?.parts ?? [])])
    .map((node) => Object.freeze(node))
}

function viewColumnsOf(relations: readonly Relation[]): readonly ColumnNode[] {
  return relations
    .toSorted((a, b) => compareText(displayName(a), displayName(b)))
    .flatMap(({ viewColumns }) => viewColumns)
    .map((node) => Object.freeze(node))
}
