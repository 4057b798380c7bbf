import type { AnyDatabase, Dialect } from "../dialect/dialect.ts"
import { AludelError } from "../errors/error.ts"
import { tableNames, type HistoryTables } from "../history/tables.ts"
import type { Operation } from "../operations/definition.ts"
import { catalog, type Catalog } from "../schema/catalog.ts"

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
    return catalog(
      await dialect.introspect(db, { defaultSchema, schemas, exclude: tableNames(tables, defaultSchema) }),
    )
  }
}
