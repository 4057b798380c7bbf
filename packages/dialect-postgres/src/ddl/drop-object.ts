import type { CompileContext, DefinedNode, DropObject, Step } from "@aludel/core/dialect"
import { definitionOf } from "@aludel/core/dialect"

import { changedBy } from "../dependents/changed.ts"
import { surroundings } from "../dependents/surroundings.ts"
import { tried } from "./block-text.ts"
import { isRoutine, routineName } from "./routine-name.ts"
import { statement } from "./step.ts"

/**
 * Drops a defined object. What calls a routine that goes while another of its name stays (it takes other arguments now)
 * is made anew, so that it calls that one.
 */
export function dropObject(operation: DropObject, context: CompileContext): readonly Step[] {
  const { object } = operation
  if (object === undefined || !isRoutine(object.type) || !hasNamesake(object, context))
    return definitionOf(operation).compile(operation, context)
  const drop = context.object(object.type)!.drop(object, context)
  const around = surroundings(changedBy(object), context)
  return [
    statement(tried(drop, "dependent_objects_still_exist", [...around.drop, ...drop, ...around.create])),
  ]
}

function hasNamesake(object: DefinedNode, { before }: CompileContext): boolean {
  const { schema, name } = routineName(object)
  return (before?.schema().nodes ?? []).some(
    (node) =>
      node.kind === "defined" &&
      isRoutine(node.type) &&
      node.schema === schema &&
      node.name !== object.name &&
      routineName(node).name === name,
  )
}
