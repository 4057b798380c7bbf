import type { AnyDatabase, Dialect } from "../dialect/dialect.ts"
import type { Scope } from "../execution/surroundings.ts"
import { AludelError } from "../errors/error.ts"
import { tableNames, type HistoryTables } from "../history/tables.ts"
import type { Operation } from "../operations/definition.ts"
import { catalog, type Catalog } from "../schema/catalog.ts"

/** Reads the live schema, with the schemas that operations name, or with all where something in any of them may matter. */
export function introspected(
  db: AnyDatabase,
  dialect: Dialect,
  tables: HistoryTables,
  defaultSchema: string | undefined,
) {
  return async (operation: Operation, scope: Scope): Promise<Catalog> => {
    if (dialect.introspect === undefined) {
      throw new AludelError(
        "dialect/unsupported",
        `${operation.kind} needs to see the database, which the ${dialect.name} dialect can't`,
        {
          hint: "Install the dialect package of your engine and hand it to createMigrator.",
        },
      )
    }
    const exclude = tableNames(tables, defaultSchema)
    const all = scope.everything ? await dialect.namespaces?.(db) : undefined
    const options = { defaultSchema, schemas: all ?? scope.schemas, exclude, rights: true }
    return catalog(await dialect.introspect(db, options))
  }
}
