import type { Catalog } from "../schema/catalog.ts"
import type { Irreversible, Operation } from "./definition.ts"
import { definitionOf, type Definitions } from "./registry.ts"

/**
 * The operations that undo resolved ones, the last first; or why there are none.
 *
 * @param definitions a dialect's own kinds. Default: none
 */
export function reverseAll(
  operations: readonly Operation[],
  definitions?: Definitions,
): readonly Operation[] | Irreversible {
  const reversed: Operation[] = []
  for (const operation of operations.toReversed()) {
    const reverse = definitionOf(operation, definitions).reverse(operation)
    if ("irreversible" in reverse) return reverse
    reversed.push(...[reverse].flat())
  }
  return reversed
}

/**
 * The operations with what their reverses need, each filled from the schema before it.
 *
 * @param catalog the schema before the first; each operation is applied to it
 * @param definitions a dialect's own kinds. Default: none
 * @throws AludelError `operation/invalid` where the schema lacks what an operation names
 */
export function resolveAll(
  operations: readonly Operation[],
  catalog: Catalog,
  definitions?: Definitions,
): readonly Operation[] {
  return operations.map((operation) => {
    const definition = definitionOf(operation, definitions)
    const resolved = definition.resolve?.(operation, catalog) ?? operation
    definition.apply(resolved, catalog)
    return resolved
  })
}

/** An operation as a revision says it, without what resolving it has filled. */
export function asWritten(operation: Operation, definitions?: Definitions): Operation {
  const { fills = [], written } = definitionOf(operation, definitions)
  const entries = Object.entries(written?.(operation) ?? operation).filter(
    ([key]) => !(fills as readonly string[]).includes(key),
  )
  return Object.freeze(Object.fromEntries(entries)) as unknown as Operation
}
