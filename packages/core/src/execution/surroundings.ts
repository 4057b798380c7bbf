import type { Dialect } from "../dialect/dialect.ts"
import { isAludelError } from "../errors/error.ts"
import type { Definition, Operation } from "../operations/definition.ts"
import type { Catalog } from "../schema/catalog.ts"

/** The schema around the operations of a run, read only if one of them needs it. */
export interface Surroundings {
  /** The schema before an operation whose compiler needs it; nothing for the others. */
  before(operation: Operation): Promise<Catalog | undefined>
  /** To be told of each operation once it is done. */
  applied(operation: Operation): void
}

/** Reads the schema once, carries it on by `apply`, and reads it again after code that may have changed it. */
export function surroundings(
  dialect: Dialect,
  definitionOf: (operation: Operation) => Definition<Operation>,
  read: (operation: Operation) => Promise<Catalog>,
): Surroundings {
  let known: Catalog | undefined
  return {
    async before(operation) {
      const needed =
        definitionOf(operation).needsBefore?.(operation) === true || dialect.needsBefore?.(operation) === true
      if (!needed) return undefined
      known ??= await read(operation)
      return known
    },
    applied(operation) {
      if (known !== undefined && !follow(operation, definitionOf(operation), known)) known = undefined
    },
  }
}

// What can't be followed, like code or a kind that the engine doesn't hold, is read again when it is needed; so is what was
// renamed, for the engine renames it in the texts of triggers and views, too.
function follow(operation: Operation, definition: Definition<Operation>, known: Catalog): boolean {
  if (["run", "renameColumn", "renameTable"].includes(operation.kind)) return false
  if (definition.opaque?.(operation) === true) return false
  try {
    definition.apply(operation, known)
    return true
  } catch (error) {
    if (isAludelError(error)) return false
    throw error
  }
}
