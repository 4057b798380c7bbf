import type { AlterEnum, CompileContext, EnumNode, Step } from "@aludel/core/dialect"
import { AludelError, displayName, literal, nodeKey } from "@aludel/core/dialect"

import { typeAnew } from "../dependents/type-anew.ts"
import { pathText } from "./path-text.ts"
import { statement } from "./step.ts"

/**
 * Gives an enumerated type another list of values. New ones are added where they belong; where some go or change places,
 * the type is made anew and its columns are converted, which fails where a row has a value that goes.
 *
 * @throws AludelError `operation/invalid` where it is not known what the type was
 */
export function alterEnum(operation: AlterEnum, context: CompileContext): readonly Step[] {
  const before = context.before?.get(nodeKey({ ...operation, kind: "enum" })) as EnumNode | undefined
  const from = operation.from ?? before?.values
  if (from === undefined) throw unknownBefore(operation)
  const kept = operation.to.filter((value) => from.includes(value))
  const onlyAdds = kept.length === from.length && kept.every((value, index) => value === from[index])
  if (onlyAdds) return additions(operation, from, context).map(statement)
  if (before === undefined) throw unknownBefore(operation)
  return typeAnew(before, { ...before, values: operation.to }, context).map(statement)
}

function additions(
  operation: AlterEnum,
  from: readonly string[],
  context: CompileContext,
): readonly string[] {
  const { to } = operation
  const type = pathText(operation, context)
  return to.flatMap((value, index) => {
    if (from.includes(value)) return []
    const behind = to[index - 1]
    const first = from[0]
    const where =
      behind !== undefined
        ? ` after ${literal(behind)}`
        : first === undefined
          ? ""
          : ` before ${literal(first)}`
    return [`alter type ${type} add value ${literal(value)}${where}`]
  })
}

function unknownBefore(operation: AlterEnum): AludelError {
  return new AludelError(
    "operation/invalid",
    `the values that the enum ${displayName(operation)} has before are not known`,
    { hint: "Raw SQL before it hides them: say what that amounts to with `effect`." },
  )
}
