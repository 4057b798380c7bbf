import type { AnyDatabase, IntrospectOptions, NamespaceNode, Schema, SchemaNode } from "@aludel/core/dialect"
import { AludelError, inOrder } from "@aludel/core/dialect"

import { addColumn, type ColumnRow, columnsQuery } from "./reading/columns.ts"
import { addConstraint, type ConstraintRow, constraintsQuery } from "./reading/constraints.ts"
import { addIndex, type IndexRow, indexesQuery } from "./reading/indexes.ts"
import { type Naming, namingOf } from "./reading/naming.ts"
import { addObject, type Found, type ObjectRow, objectsQuery } from "./reading/objects.ts"
import { type Place, settlePlace } from "./reading/place.ts"
import {
  type Relation,
  relationNode,
  relationOf,
  type RelationRow,
  relationsQuery,
} from "./reading/relations.ts"
import { rowsOf, type Source } from "./reading/source.ts"
import { hasVanished } from "./reading/vanished.ts"

const attempts = 3

/**
 * Reads the schema of a database from `pg_catalog`, in a constant number of queries and one snapshot: a read-only
 * transaction of its own, or the caller's. Expressions are as PostgreSQL prints them, unqualified where they name what
 * lies in the default schema. What belongs to an extension is left out, as are temporary tables.
 *
 * @throws AludelError `database/version` where the server is older than 14
 * @throws AludelError `database/failed` where the role may not use the default schema, or the schema keeps changing while it is read
 */
export async function introspect(db: AnyDatabase, options: IntrospectOptions = {}): Promise<Schema> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inSnapshot(db, options)
    } catch (error) {
      if (!hasVanished(error)) throw error
      // The snapshot of the caller's transaction stays as old as it is.
      if (!db.isTransaction && attempt < attempts) continue
      throw new AludelError("database/failed", "the schema was changed while it was read", {
        hint: "Do it again when nobody else is migrating.",
        cause: error,
      })
    }
  }
}

async function inSnapshot(db: AnyDatabase, options: IntrospectOptions): Promise<Schema> {
  if (db.isTransaction) return readBetween(db, options)
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute((snapshot) => read(snapshot, options))
}

// The caller's transaction goes on with the settings that it had.
async function readBetween(db: AnyDatabase, options: IntrospectOptions): Promise<Schema> {
  const place = await settlePlace(db, options.defaultSchema, options.schemas ?? [])
  try {
    const schema = await readFrom(db, place, options)
    await place.restore()
    return schema
  } catch (error) {
    // After a failed statement the transaction can only be rolled back, which puts the settings back by itself.
    await place.restore().catch(() => {})
    throw error
  }
}

async function read(db: AnyDatabase, options: IntrospectOptions): Promise<Schema> {
  const place = await settlePlace(db, options.defaultSchema, options.schemas ?? [])
  return readFrom(db, place, options)
}

async function readFrom(db: AnyDatabase, place: Place, options: IntrospectOptions): Promise<Schema> {
  if (place.namespaces.length === 0) return { nodes: [] }
  const naming = namingOf(place, options.exclude ?? [])
  const source: Source = {
    version: place.version,
    schemas: place.namespaces.map(({ oid }) => oid).join(", "),
    viewColumns: options.viewColumns === true,
  }
  const [relationRows, objectRows, columnRows, constraintRows, indexRows] = await Promise.all([
    rowsOf<RelationRow>(db, relationsQuery(source)),
    rowsOf<ObjectRow>(db, objectsQuery(source)),
    rowsOf<ColumnRow>(db, columnsQuery(source)),
    rowsOf<ConstraintRow>(db, constraintsQuery(source)),
    rowsOf<IndexRow>(db, indexesQuery(source)),
  ])
  const relations = new Map(relationRows.map((row) => [row.oid, relationOf(row, naming)]))
  const found: Found = { nodes: [], identities: new Map() }
  const onRelation = <R extends { readonly relation: number | string }>(
    rows: readonly R[],
    add: (row: R, relation: Relation) => void,
  ) => {
    for (const row of rows) {
      const relation = relations.get(row.relation)
      if (relation !== undefined) add(row, relation)
    }
  }
  for (const row of objectRows) addObject(row, relations, naming, found)
  onRelation(columnRows, (row, relation) => addColumn(row, relation, naming, found.identities))
  onRelation(constraintRows, (row, relation) => {
    if (relation.isRead) addConstraint(row, relation, relations, naming)
  })
  onRelation(indexRows, (row, relation) => {
    if (relation.isRead) addIndex(row, relation)
  })
  return {
    nodes: assembled(place, [...relations.values()], found, naming),
    ...(options.viewColumns === true
      ? { viewColumns: [...relations.values()].flatMap(({ viewColumns }) => viewColumns) }
      : {}),
  }
}

function assembled(
  place: Place,
  relations: readonly Relation[],
  { nodes }: Found,
  naming: Naming,
): readonly SchemaNode[] {
  const parts = new Map<SchemaNode, Relation>()
  for (const relation of relations) if (relation.isRead) parts.set(relationNode(relation, naming), relation)
  const free = inOrder<SchemaNode>([...namespacesOf(place), ...nodes, ...parts.keys()])
  return free
    .flatMap((node) => [node, ...inOrder(parts.get(node)?.parts ?? [])])
    .map((node) => Object.freeze(node))
}

function namespacesOf({ namespaces, defaultSchema }: Place): readonly NamespaceNode[] {
  return namespaces
    .filter(({ name }) => name !== defaultSchema)
    .map(({ name, comment }) => ({ kind: "namespace", name, ...(comment === null ? {} : { comment }) }))
}
