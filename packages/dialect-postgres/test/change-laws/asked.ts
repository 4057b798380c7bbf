import { catalog, nodeKey, type Operation, type Schema } from "@aludel/core/dialect"

import { keepsValues } from "../../../core/src/generate/conversion.ts"
import type { AddColumn, AlterColumn } from "../../../core/src/operations/operation.ts"
import { fillFor } from "../../../corpus/src/fill.ts"

/**
 * The operations as a person's answers complete them: with what rows get that would have nothing, or nothing that fits. What
 * was converted without an answer is converted back without one.
 */
export function asked(
  operations: readonly Operation[],
  to: Schema,
  direction: "upgrade" | "downgrade",
): readonly Operation[] {
  const known = catalog(to)
  const answered = <O extends Operation>(operation: O, answer: "fill" | "using", type: string): O => {
    const value = fillFor(type, known)
    return value === "null" ? operation : { ...operation, [answer]: value }
  }
  return operations.map((operation) => {
    if (operation.kind === "addColumn") {
      const [column] = (operation as AddColumn).nodes
      return column?.kind !== "column" || !isEmpty(column)
        ? operation
        : answered(operation, "fill", column.type)
    }
    if (operation.kind !== "alterColumn") return operation
    const { to: change, from = {}, ...place } = operation as AlterColumn
    const isConvertedBack = direction === "downgrade" && keepsValues(change, from)
    if (change.type !== undefined && !keepsValues(from, change) && !isConvertedBack)
      return answered(operation, "using", change.type)
    const column = known.get(nodeKey({ ...place, kind: "column" }))
    return change.nullable === false && column?.kind === "column" && column.generated === undefined
      ? answered(operation, "fill", column.type)
      : operation
  })
}

function isEmpty(column: {
  readonly nullable?: boolean
  readonly default?: string
  readonly identity?: object
  readonly generated?: object
}): boolean {
  return column.nullable !== true && (column.default ?? column.identity ?? column.generated) === undefined
}
