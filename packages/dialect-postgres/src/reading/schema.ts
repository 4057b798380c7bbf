import type { ColumnNode, IntrospectOptions, NamespaceNode, Schema, SchemaNode } from "@aludel/core/dialect"
import { compareText, displayName, inOrder, nodeKey } from "@aludel/core/dialect"

import { addColumn, type ColumnRow } from "./columns.ts"
import { addConstraint, addNotNull } from "./constraints.ts"
import { addIndex } from "./indexes.ts"
import { type Naming, namingOf } from "./naming.ts"
import { addObject } from "./objects.ts"
import type { Place } from "./place.ts"
import { type Relation, relationNode, relationOf } from "./relations.ts"
import { rightsOf, type RightsRow } from "./rights.ts"
import type { Answers } from "./rows.ts"
import { unmodelledOf, type UnmodelledRow } from "./unmodelled.ts"

/** What was read: the schema, and the relations by their oids. */
export interface Read {
  readonly schema: Schema
  readonly relations: ReadonlyMap<number | string, Relation>
}

/**
 * The schema that the answers of the catalog tell of, in core's order of nodes.
 *
 * @throws VanishedError where something was dropped while they were read
 */
export async function schemaOf(place: Place, answers: Answers, options: IntrospectOptions): Promise<Read> {
  const naming = namingOf(place, options.exclude ?? [])
  const relations = new Map((await answers.relations).map((row) => [row.oid, relationOf(row, naming)]))
  const free: SchemaNode[] = [...namespacesOf(place)]
  for (const row of await answers.objects) addObject(row, relations, naming, free)
  const constraints = Map.groupBy(await answers.constraints, ({ code }) => code === "n")
  eachOn(relations, constraints.get(true), addNotNull)
  // The columns first, for the others know them by their numbers.
  eachOn(relations, inPosition(await answers.columns), (row, relation) => addColumn(row, relation, naming))
  eachOn(relations, constraints.get(false), (row, relation) => {
    if (relation.isRead) addConstraint(row, relation, relations, naming)
  })
  eachOn(relations, await answers.indexes, (row, relation) => {
    if (relation.isRead) addIndex(row, relation)
  })
  const read = [...relations.values()].filter(({ isRead }) => isRead)
  const nodes = assembled(free, read, naming)
  const rest = await answers.rest
  const schema = {
    nodes,
    ...(options.rights === true
      ? { rights: rightsOf(rest.filter(isRight), naming, new Set(nodes.map(nodeKey))) }
      : {}),
    ...(options.viewColumns === true ? { viewColumns: viewColumnsOf(read) } : {}),
    ...(options.unmodelled === true
      ? {
          unmodelled: unmodelledOf(
            rest.filter((row) => !isRight(row)),
            naming,
          ),
        }
      : {}),
  }
  return { schema, relations }
}

// Everything has an owner that is modelled.
function isRight(row: RightsRow | UnmodelledRow): row is RightsRow {
  return row.owner !== null
}

function namespacesOf({ namespaces, defaultSchema }: Place): readonly NamespaceNode[] {
  return namespaces
    .filter(({ name }) => name !== defaultSchema)
    .map(({ name, comment }) => ({ kind: "namespace", name, ...(comment === null ? {} : { comment }) }))
}

function eachOn<R extends { readonly relation: number | string }>(
  relations: ReadonlyMap<number | string, Relation>,
  rows: readonly R[] | undefined,
  add: (row: R, relation: Relation) => void,
): void {
  for (const row of rows ?? []) {
    const relation = relations.get(row.relation)
    if (relation !== undefined) add(row, relation)
  }
}

// By the numbers alone: which table a column is of is no matter. They are small, so nothing needs to be sorted.
function inPosition(rows: readonly ColumnRow[]): readonly ColumnRow[] {
  const byNumber: ColumnRow[][] = []
  for (const row of rows) (byNumber[row.number] ??= []).push(row)
  return byNumber.flat()
}

function assembled(
  free: readonly SchemaNode[],
  relations: readonly Relation[],
  naming: Naming,
): readonly SchemaNode[] {
  const parts = new Map<SchemaNode, Relation>()
  for (const relation of relations) parts.set(relationNode(relation, naming), relation)
  const nodes: SchemaNode[] = []
  for (const node of inOrder<SchemaNode>([...free, ...parts.keys()])) {
    nodes.push(Object.freeze(node))
    const relation = parts.get(node)
    if (relation !== undefined) for (const part of inOrder(relation.parts)) nodes.push(Object.freeze(part))
  }
  return nodes
}

function viewColumnsOf(relations: readonly Relation[]): readonly ColumnNode[] {
  return relations
    .toSorted((a, b) => compareText(displayName(a), displayName(b)))
    .flatMap(({ viewColumns }) => viewColumns)
    .map((node) => Object.freeze(node))
}
