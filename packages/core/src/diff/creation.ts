import type { Dialect } from "../dialect/dialect.ts"
import { AludelError } from "../errors/error.ts"
import type { Operation } from "../operations/definition.ts"
import { reverseAll } from "../operations/reverse.ts"
import type { Schema } from "../schema/model.ts"
import { diff } from "./diff.ts"

/**
 * The operations that create a schema where nothing is, and those that take it away again.
 *
 * @throws AludelError `revision/irreversible` where something can't be dropped
 */
export function creation(
  schema: Schema,
  dialect: Dialect,
): { readonly upgrade: readonly Operation[]; readonly downgrade: readonly Operation[] } {
  const upgrade = diff({ nodes: [] }, schema, dialect)
  const downgrade = reverseAll(upgrade, dialect.operations)
  if ("irreversible" in downgrade) throw new AludelError("revision/irreversible", downgrade.irreversible)
  return { upgrade, downgrade }
}
