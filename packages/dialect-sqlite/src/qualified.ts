import { AludelError, quoteName, type ObjectName } from "@aludel/core/dialect"

/** `"archive"."events"`; the name alone where it lies in the main database. */
export function qualified({ schema, name }: ObjectName): string {
  return schema === undefined || schema === "main"
    ? quoteName(name)
    : `${quoteName(schema)}.${quoteName(name)}`
}

/** Something of SQLite's own in a database: `"archive".sqlite_sequence`. */
export function ownTable(schema: string | undefined, name: string): string {
  return schema === undefined ? name : `${quoteName(schema)}.${name}`
}

/**
 * Refuses to let a foreign key point into another database: SQLite takes no name of one behind `references`.
 *
 * @throws AludelError `dialect/unsupported`
 */
export function sameDatabase(key: {
  readonly schema?: string
  readonly table: string
  readonly name: string
  readonly references: { readonly schema?: string; readonly table: string }
}): void {
  if (key.schema === key.references.schema) return
  const [from, to] = [key.schema ?? "main", key.references.schema ?? "main"]
  throw new AludelError(
    "dialect/unsupported",
    `${key.name} of ${key.table} can't point from the database "${from}" into "${to}": on SQLite a foreign key stays in its own`,
    { hint: "Leave the foreign key out; or put both tables into one database." },
  )
}
