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
    const exclude = tableNames(tables, defaultSchema)
    const options = { defaultSchema, schemas: schemasIn(operation), exclude, rights: true }
    return catalog(await dialect.introspect(db, options))
  }
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
