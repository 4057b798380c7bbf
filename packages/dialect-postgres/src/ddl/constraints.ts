import type {
  AddConstraint,
  CompileContext,
  DropConstraint,
  RenameConstraint,
  Step,
  ValidateConstraint,
} from "@aludel/core/dialect"
import { commentSteps, quoteName } from "@aludel/core/dialect"

import { constraintText } from "./constraint-text.ts"
import { tablePath } from "./path-text.ts"
import { alterTableSteps } from "./step.ts"

/** Adds a constraint. */
export function addConstraint(operation: AddConstraint, context: CompileContext): readonly Step[] {
  const { constraint } = operation
  return [
    ...alterTableSteps(tablePath(operation, context), [`add ${constraintText(constraint, context)}`]),
    ...commentSteps(constraint, context),
  ]
}

/** Drops a constraint. */
export function dropConstraint(operation: DropConstraint, context: CompileContext): readonly Step[] {
  const words = operation.ifExists ? "drop constraint if exists" : "drop constraint"
  return alterTableSteps(tablePath(operation, context), [`${words} ${quoteName(operation.name)}`])
}

/** Looks at the rows that a constraint has not looked at. */
export function validateConstraint(operation: ValidateConstraint, context: CompileContext): readonly Step[] {
  return alterTableSteps(tablePath(operation, context), [`validate constraint ${quoteName(operation.name)}`])
}

/** Renames a constraint, and with it its index. */
export function renameConstraint(operation: RenameConstraint, context: CompileContext): readonly Step[] {
  const words = `rename constraint ${quoteName(operation.from)} to ${quoteName(operation.to)}`
  return alterTableSteps(tablePath(operation, context), [words])
}
