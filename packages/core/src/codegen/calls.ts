import type { Operation } from "../operations/definition.ts"
import type { Definitions } from "../operations/registry.ts"
import { hardline, join, layout } from "./layout.ts"
import { scopeOf, statement, width } from "./revision.ts"

/**
 * Operations as the calls that a revision declares them by, one below the other.
 *
 * @param definitions a dialect's own kinds of operations. Default: none
 */
export function printCalls(operations: readonly Operation[], definitions?: Definitions): string {
  const scope = scopeOf(new Set(), definitions)
  const statements = operations.map((operation) => statement(operation, scope))
  return layout(join(hardline, statements), width)
}
