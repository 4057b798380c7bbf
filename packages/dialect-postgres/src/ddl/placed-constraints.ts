import type { ConstraintNode, ForeignKeyNode, SchemaNode } from "@aludel/core/dialect"
import { isConstraint } from "@aludel/core/dialect"

import { isNotValid } from "./constraint-text.ts"

/** Where the constraints of a new table are written. */
export interface PlacedConstraints {
  /** In `create table`. */
  readonly within: readonly ConstraintNode[]
  /** In the `alter table` behind it. */
  readonly later: readonly ConstraintNode[]
  /** Each in an `alter table` of its own, once the indexes are there. */
  readonly alone: readonly ConstraintNode[]
}

/**
 * Puts the constraints of a new table where PostgreSQL keeps them all: of two keys (or exclusion constraints) with the same
 * columns in one statement it makes only one, and a foreign key to the table itself may mean a unique index that follows.
 *
 * @see https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/parser/parse_utilcmd.c (`transformIndexConstraints`)
 */
export function placedConstraints(nodes: readonly SchemaNode[]): PlacedConstraints {
  const constraints = nodes.filter(isConstraint)
  const repeated = new Set(repeatedKeys(constraints))
  const first = constraints.filter((constraint) => !repeated.has(constraint))
  const isAlone = (constraint: ConstraintNode) =>
    repeated.has(constraint) || (constraint.kind === "foreignKey" && isEarly(constraint, first))
  const together = constraints.filter((constraint) => !isAlone(constraint))
  return {
    within: together.filter((constraint) => !isNotValid(constraint)),
    later: together.filter(isNotValid),
    alone: constraints.filter(isAlone),
  }
}

function repeatedKeys(constraints: readonly ConstraintNode[]): readonly ConstraintNode[] {
  const seen = new Set<string>()
  return constraints.filter((constraint) => {
    if (constraint.kind === "check" || constraint.kind === "foreignKey") return false
    const key = JSON.stringify(constraint.kind === "exclusion" ? constraint.elements : constraint.columns)
    if (seen.has(key)) return true
    seen.add(key)
    return false
  })
}

// Whether a key to its own table finds nothing in the statement that it could point at.
function isEarly(key: ForeignKeyNode, constraints: readonly ConstraintNode[]): boolean {
  const { references } = key
  if (references.table !== key.table || references.schema !== key.schema) return false
  const wanted = references.columns.toSorted().join("\0")
  return !constraints.some(
    (constraint) =>
      (constraint.kind === "primaryKey" || constraint.kind === "unique") &&
      constraint.deferrable === undefined &&
      constraint.columns.toSorted().join("\0") === wanted,
  )
}
