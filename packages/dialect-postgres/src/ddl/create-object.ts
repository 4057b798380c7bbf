import type { CompileContext, CreateObject, Step } from "@aludel/core/dialect"
import { definitionOf } from "@aludel/core/dialect"

import { rightsTexts } from "./rights-text.ts"
import { statement } from "./step.ts"

/** Creates a defined object; with the owner and the rights that it had where it was dropped for that. */
export function createObject(operation: CreateObject, context: CompileContext): readonly Step[] {
  return [
    ...definitionOf(operation).compile(operation, context),
    ...rightsTexts(operation.object, context).map(statement),
  ]
}
