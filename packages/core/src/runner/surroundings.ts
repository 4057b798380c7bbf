import type { AnyDatabase, Dialect } from "../dialect/dialect.ts"
import { AludelError } from "../errors/error.ts"
import { tableNames, type HistoryTables } from "../history/tables.ts"
import type { Definition, Operation } from "../operations/definition.ts"
import { catalog, type Catalog } from "../schema/catalog.ts"

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
        definitionOf(operation).needsBefore === true || dialect.needsBefore?.includes(operation.kind) === true
      if (!needed) return undefined
      known ??= await read(operation)
      return known
    },
    applied(operation) {
      if (known === undefined) return
      if (operation.kind === "run" || definitionOf(operation).opaque?.(operation) === true) known = undefined
      else definitionOf(operation).apply(operation, known)
    },
  }
}

/** Reads the live schema, with the schemas that an operation names. */
export function introspected(
  db: AnyDatabase,
  dialect: Dialect,
  tables: HistoryTables,
  defaultSchema: string | undefined,
) {
  return async (operation: Operation): Promise<Catalog> => {
    if (dialect.introspect === undefined) {
      throw new AludelError(
        "dialect/unsupported",
        `${operation.kind} needs to see the database, which the ${dialect.name} dialect can't`,
        {
          hint: "Install the dialect package of your engine and hand it to createMigrator.",
        },
      )
    }
    const schemas = "schema" in operation && typeof operation.schema === "string" ? [operation.schema] : []
    return catalog(await dialect.introspect(db, { defaultSchema, schemas, exclude: tableNames(tables) }))
  }
}
