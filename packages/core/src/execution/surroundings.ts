import type { Dialect } from "../dialect/dialect.ts"
import { isAludelError } from "../errors/error.ts"
import type { Definition, Operation } from "../operations/definition.ts"
import type { CreateObject, DropObject } from "../operations/operation.ts"
import { nodeKey, type Catalog } from "../schema/catalog.ts"

/** The schema around the operations of a run, read only if one of them needs it. */
export interface Surroundings {
  /** The schema before an operation whose compiler needs it; nothing for the others. */
  before(operation: Operation): Promise<Catalog | undefined>
  /** To be told of each operation once it is done. */
  applied(operation: Operation): void
  /**
   * To be told of what a database runs together, before it does: what is dropped and created again in it gets back its
   * rights, so the schema is read before it is dropped and told where it is created.
   */
  remember(operations: readonly Operation[]): void
}

/** How much of a database must be read. */
export interface Scope {
  /** The schemas that operations name. */
  readonly schemas: readonly string[]
  /** Whether something may stand on what an operation changes, in whatever schema. */
  readonly everything: boolean
}

/** Reads the schema once, and again where an operation must see more of it; carries it on by `apply`, and reads anew after code that may have changed it. */
export function surroundings(
  dialect: Dialect,
  definitionOf: (operation: Operation) => Definition<Operation>,
  read: (operation: Operation, scope: Scope) => Promise<Catalog>,
): Surroundings {
  let known: Catalog | undefined
  let scope: Scope = { schemas: [], everything: false }
  let again: ReadonlySet<string> = new Set()
  return {
    async before(operation) {
      const isAgain = again.size > 0 && again.has(objectKey(operation) ?? "")
      const needsAll = dialect.needsBefore?.(operation) === true
      const isNeeded = needsAll || definitionOf(operation).needsBefore?.(operation) === true
      if (!isNeeded && isAgain && operation.kind === "createObject") return known
      if (!isNeeded && !isAgain) return undefined
      // All of it, so that it is not read again once something is dropped.
      const everything = needsAll || isAgain
      const schemas = schemasIn(operation)
      const isCovered = schemas.every((name) => scope.schemas.includes(name))
      if (known === undefined || (!scope.everything && (everything || !isCovered))) {
        scope = {
          schemas: [...new Set([...scope.schemas, ...schemas])],
          everything: everything || scope.everything,
        }
        known = await read(operation, scope)
      }
      return isNeeded ? known : undefined
    },
    remember(operations) {
      const keys = (kind: string) =>
        operations.flatMap((operation) => (operation.kind === kind ? (objectKey(operation) ?? []) : []))
      const created = new Set(keys("createObject"))
      again = new Set(keys("dropObject").filter((key) => created.has(key)))
    },
    applied(operation) {
      if (known !== undefined && !follow(operation, definitionOf(operation), known)) known = undefined
    },
  }
}

// What can't be followed, like code or a kind that the engine doesn't hold, is read again when it is needed; so is what was
// renamed, for the engine renames it in the texts of triggers and views, too.
function follow(operation: Operation, definition: Definition<Operation>, known: Catalog): boolean {
  if (operation.kind === "run" || operation.kind.startsWith("rename")) return false
  if (definition.opaque?.(operation) === true) return false
  try {
    definition.apply(operation, known)
    return true
  } catch (error) {
    if (isAludelError(error)) return false
    throw error
  }
}

// The key of the object that an operation creates or drops.
function objectKey(operation: Operation): string | undefined {
  if (operation.kind === "createObject") return nodeKey((operation as CreateObject).object)
  return operation.kind === "dropObject"
    ? nodeKey({ ...(operation as DropObject), kind: "defined" })
    : undefined
}

// Every name of another schema stands in a key `schema`, wherever in a payload.
function schemasIn(operation: Operation): readonly string[] {
  const found = new Set<string>()
  JSON.stringify(operation, (key, value: unknown) => {
    if (key === "schema" && typeof value === "string") found.add(value)
    return typeof value === "bigint" ? String(value) : value
  })
  return [...found]
}
