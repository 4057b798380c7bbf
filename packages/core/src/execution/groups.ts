import type { Dialect } from "../dialect/dialect.ts"
import type { Operation, Step } from "../operations/definition.ts"
import type { Catalog } from "../schema/catalog.ts"
import { compileContext, compileOperation, type Target } from "./compile.ts"
import type { Surroundings } from "./surroundings.ts"

/** Operations in the order in which they run, those together that the dialect compiles as one. */
export function groups(
  operations: readonly Operation[],
  dialect: Dialect,
): readonly (readonly Operation[])[] {
  const made: Operation[][] = []
  for (const operation of operations) {
    const last = made.at(-1)
    if (last !== undefined && dialect.together?.joins(last, operation) === true) last.push(operation)
    else made.push([operation])
  }
  return made
}

/** Compiles the operations of a group: one by itself, several as the dialect does. */
export async function compileGroup(
  group: readonly Operation[],
  target: Target,
  around: Surroundings,
): Promise<() => readonly Step[]> {
  let before: Catalog | undefined
  for (const operation of group) before = (await around.before(operation)) ?? before
  const [first] = group
  return () => {
    if (group.length > 1) return target.dialect.together?.compile(group, compileContext(target, before)) ?? []
    return first === undefined ? [] : compileOperation(first, target, before)
  }
}
