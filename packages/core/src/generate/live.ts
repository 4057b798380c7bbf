import { AludelError } from "../errors/error.ts"
import { tableNames } from "../history/tables.ts"
import { compareText } from "../schema/catalog.ts"
import type { Schema } from "../schema/model.ts"
import { schemasOf } from "../scratch/scratch.ts"
import type { Generation } from "./generation.ts"

/**
 * Reads the database without the history tables: the default schema, and those that other schemas name.
 *
 * @throws AludelError `dialect/unsupported` where the dialect can't read a database
 */
export async function readDatabase({ run, read }: Generation, beside: readonly Schema[]): Promise<Schema> {
  const { db, dialect, defaultSchema, tables } = run
  if (dialect.introspect === undefined) {
    throw new AludelError(
      "dialect/unsupported",
      `the ${dialect.name} dialect can't read a database, so nothing can be compared with it`,
      {
        hint: "Install @aludel/dialect-postgres or @aludel/dialect-sqlite, or write the revision by hand.",
      },
    )
  }
  const schemas = [...new Set(beside.flatMap(schemasOf))].toSorted(compareText)
  const key = JSON.stringify(schemas)
  const known = read.get(key)
  if (known !== undefined) return known
  const reading = dialect.introspect(db.withoutPlugins(), {
    defaultSchema,
    schemas,
    exclude: tableNames(tables, defaultSchema),
    unmodelled: true,
  })
  read.set(key, reading)
  return reading
}
