import { compileOperation, definition, type Target } from "../execution/compile.ts"
import type { Operation, Step } from "../operations/definition.ts"
import type { OperationMode } from "./stretches.ts"

/**
 * How an operation stands to the transactions of a run.
 *
 * @param transaction whether its revision may share a transaction
 */
export function operationMode(operation: Operation, transaction: boolean, target: Target): OperationMode {
  const { isWritten, standsAlone } = definition(operation, target)
  if (!transaction && isWritten === true) return "alone"
  if (standsAlone?.(operation) === true && compileOperation(operation, target).some(isAlone)) return "alone"
  return transaction ? "shares" : "own"
}

/** Whether a step stands outside of any transaction by itself. */
export function isAlone(step: Step): boolean {
  return step.kind === "statement" && step.alone !== undefined
}
