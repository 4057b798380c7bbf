import type { AnyDatabase, IntrospectOptions } from "@aludel/core/dialect"

import { type ColumnRow, columnsQuery } from "./columns.ts"
import { type ConstraintRow, constraintsQuery } from "./constraints.ts"
import { type IndexRow, indexesQuery } from "./indexes.ts"
import { type ObjectRow, objectsQuery } from "./objects.ts"
import type { Place } from "./place.ts"
import { type RelationRow, relationsQuery } from "./relations.ts"
import { type RightsRow, rightsQuery } from "./rights.ts"
import { rowsOf } from "./source.ts"
import { unmodelledQuery, type UnmodelledRow } from "./unmodelled.ts"

/** What the catalog says of the schemas that are read. */
export interface Rows {
  readonly relations: readonly RelationRow[]
  readonly objects: readonly ObjectRow[]
  readonly columns: readonly ColumnRow[]
  readonly constraints: readonly ConstraintRow[]
  readonly indexes: readonly IndexRow[]
  /** Absent where nobody asked. */
  readonly rights: readonly RightsRow[] | undefined
  /** Absent where nobody asked. */
  readonly unmodelled: readonly UnmodelledRow[] | undefined
}

/** Asks the catalog: five queries, however many objects there are, and one each for rights and for what is not modelled. */
export async function readRows(
  db: AnyDatabase,
  { version, namespaces }: Place,
  options: IntrospectOptions,
): Promise<Rows> {
  const source = {
    version,
    schemas: namespaces.map(({ oid }) => oid).join(", "),
    viewColumns: options.viewColumns === true,
  }
  const queries = [
    rowsOf<RelationRow>(db, relationsQuery(source)),
    rowsOf<ObjectRow>(db, objectsQuery(source)),
    rowsOf<ColumnRow>(db, columnsQuery(source)),
    rowsOf<ConstraintRow>(db, constraintsQuery(source)),
    rowsOf<IndexRow>(db, indexesQuery(source)),
    options.rights === true ? rowsOf<RightsRow>(db, rightsQuery(source)) : Promise.resolve(undefined),
    options.unmodelled === true
      ? rowsOf<UnmodelledRow>(db, unmodelledQuery(source))
      : Promise.resolve(undefined),
  ] as const
  // Where one fails the others must be over, too, before the connection is used for anything else.
  await Promise.allSettled(queries)
  const [relations, objects, columns, constraints, indexes, rights, unmodelled] = await Promise.all(queries)
  return { relations, objects, columns, constraints, indexes, rights, unmodelled }
}
