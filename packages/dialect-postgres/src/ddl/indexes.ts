import {
  commentSteps,
  type CompileContext,
  type CreateIndex,
  type DropIndex,
  type Step,
} from "@aludel/core/dialect"

import { built, dropIndexText, dropped, indexText } from "./index-text.ts"
import { statement } from "./step.ts"

/** Creates an index; `concurrently` stands outside of any transaction. */
export function createIndex(operation: CreateIndex, context: CompileContext): readonly Step[] {
  const { index, concurrently } = operation
  const step = statement(indexText(index, context, operation))
  return [concurrently ? { ...step, alone: built(index, context) } : step, ...commentSteps(index, context)]
}

/** Drops an index; `concurrently` stands outside of any transaction. */
export function dropIndex(operation: DropIndex, context: CompileContext): readonly Step[] {
  const step = statement(dropIndexText(operation, context, operation))
  return [operation.concurrently ? { ...step, alone: dropped(operation, context) } : step]
}
