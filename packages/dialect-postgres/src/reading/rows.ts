import type { AnyDatabase, IntrospectOptions } from "@aludel/core/dialect"

import { type ColumnRow, columnsQuery } from "./columns.ts"
import { type ConstraintRow, constraintsQuery } from "./constraints.ts"
import { type IndexRow, indexesQuery } from "./indexes.ts"
import { type ObjectRow, objectsQuery } from "./objects.ts"
import { type RelationRow, relationsQuery } from "./relations.ts"
import { type RightsRow, rightsQuery } from "./rights.ts"
import { rowsOf, type Source } from "./source.ts"
import { unmodelledQuery, type UnmodelledRow } from "./unmodelled.ts"

/** What the catalog says of the schemas that are read, in the order in which the answers come. */
export interface Answers {
  readonly relations: Promise<readonly RelationRow[]>
  readonly objects: Promise<readonly ObjectRow[]>
  readonly constraints: Promise<readonly ConstraintRow[]>
  readonly columns: Promise<readonly ColumnRow[]>
  readonly indexes: Promise<readonly IndexRow[]>
  /** Rights, and what is not modelled; what nobody asked for is not among them. */
  readonly rest: Promise<readonly (RightsRow | UnmodelledRow)[]>
}

/**
 * Asks the catalog all at once: five queries, however many objects there are, and one for rights and what is not modelled.
 * What one answers is worked on while the server is at the next.
 *
 * @param work what is made of the answers. Where it fails, or one of them, the others are over, too, before anybody uses
 * the connection for anything else
 */
export async function withAnswers<T>(
  db: AnyDatabase,
  source: Source,
  options: IntrospectOptions,
  work: (answers: Answers) => Promise<T>,
): Promise<T> {
  const rest = [
    ...(options.rights === true ? [rightsQuery(source)] : []),
    ...(options.unmodelled === true ? [unmodelledQuery(source)] : []),
  ]
  const answers: Answers = {
    relations: rowsOf(db, relationsQuery(source)),
    objects: rowsOf(db, objectsQuery(source)),
    constraints: rowsOf(db, constraintsQuery(source)),
    columns: rowsOf(db, columnsQuery(source)),
    indexes: rowsOf(db, indexesQuery(source)),
    rest: rest.length === 0 ? Promise.resolve([]) : rowsOf(db, rest.join("\nunion all\n")),
  }
  // Begun here, so that none is rejected with nobody listening.
  const over = Promise.allSettled(Object.values(answers))
  try {
    return await work(answers)
  } finally {
    await over
  }
}
