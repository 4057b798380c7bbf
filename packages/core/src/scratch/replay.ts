import { AludelError, isAludelError } from "../errors/error.ts"
import type { Definition, Irreversible, Operation } from "../operations/definition.ts"
import { definitionOf, type Definitions } from "../operations/registry.ts"
import { resolveAll, reverseAll } from "../operations/reverse.ts"
import { catalog, type Catalog } from "../schema/catalog.ts"

/** A revision as far as replay needs it. */
export interface ReplayedRevision {
  readonly id: string
  readonly upgrade: readonly Operation[]
}

/** A schema that the revisions give, without a database. */
export interface Replay {
  readonly catalog: Catalog
  /** The first revision whose raw SQL may have changed the schema in a way that can't be known; absent: all is known. */
  readonly hiddenBy?: string
}

/**
 * Replays the upgrades of revisions in memory, oldest first. Behind raw SQL that does not say its effect, what is
 * written is still followed as far as it goes, and `hiddenBy` says that the result is not the whole truth.
 *
 * @param definitions a dialect's own kinds of operations. Default: none
 * @param from a replay to go on from; its catalog is changed. Default: nothing was replayed yet
 */
export function replay(
  revisions: readonly ReplayedRevision[],
  definitions?: Definitions,
  from: Replay = { catalog: catalog() },
): Replay {
  const schema = from.catalog
  let { hiddenBy } = from
  for (const { id, upgrade } of revisions) {
    for (const operation of upgrade) {
      const definition = definitionOf(operation, definitions)
      if (definition.opaque?.(operation) === true) hiddenBy ??= id
      else apply(operation, definition, schema, id, hiddenBy)
    }
  }
  return { catalog: schema, ...(hiddenBy === undefined ? {} : { hiddenBy }) }
}

/** What reversing a revision gives. */
export interface Derived {
  readonly downgrade: readonly Operation[] | Irreversible
  /** The schema after the revision. */
  readonly after: Replay
}

/**
 * The downgrade of a revision that wrote none: its upgrade reversed, against the schema before it.
 *
 * @param before the replay of everything below the revision; its catalog is changed to what is after it
 */
export function derivedDowngrade(
  revision: ReplayedRevision,
  before: Replay,
  definitions?: Definitions,
): Derived {
  const { upgrade } = revision
  const opaque = upgrade.find(
    (operation) => definitionOf(operation, definitions).opaque?.(operation) === true,
  )
  if (opaque === undefined && before.hiddenBy === undefined) {
    return {
      downgrade: reverseAll(resolveAll(upgrade, before.catalog, definitions), definitions),
      after: before,
    }
  }
  // What says all it takes, like a created table, is reversed without looking at what is hidden.
  const downgrade = reverseAll(opaque === undefined ? upgrade : [opaque], definitions)
  const after = replay([revision], definitions, before)
  return {
    downgrade:
      "irreversible" in downgrade && opaque === undefined
        ? { irreversible: `${downgrade.irreversible}: the raw SQL of revision ${before.hiddenBy} hides it` }
        : downgrade,
    after,
  }
}

function apply(
  operation: Operation,
  definition: Definition<Operation>,
  schema: Catalog,
  id: string,
  hiddenBy: string | undefined,
): void {
  try {
    definition.apply(operation, schema)
  } catch (error) {
    if (hiddenBy !== undefined) return
    if (!isAludelError(error)) throw error
    throw new AludelError(error.code, `revision ${id}: ${error.message}`, { hint: error.hint, cause: error })
  }
}
