import {
  defineSchema as define,
  tableOptions,
  type AnyTable,
  type Declared,
  type DeclaredSchema,
  type SchemaOptions,
} from "@aludel/core"

/** How what is declared is named in the database, and what all its tables are. */
export interface SqliteSchemaOptions extends SchemaOptions {
  /** Whether every table is `STRICT` that does not say `tableOptions({ strict: false })`. Default: false. */
  readonly strict?: boolean | undefined
}

/**
 * Declares a schema, as core's `defineSchema` does, whose tables may all be `STRICT`.
 *
 * @param declared what it is made of; the keys do not count
 * @param options how what is declared is named in the database, and what all tables are
 * @throws AludelError `schema/invalid` with all problems at once, in `details.problems`, too
 * @see https://sqlite.org/stricttables.html
 */
export function defineSchema<T extends Readonly<Record<string, Declared>>>(
  declared: T,
  { strict = false, ...options }: SqliteSchemaOptions = {},
): DeclaredSchema<T> {
  if (!strict) return define(declared, options)
  const entries = Object.entries(declared).map(([key, value]) => [
    key,
    "~table" in value ? strictTable(value) : value,
  ])
  const schema = define(Object.fromEntries(entries) as T, options)
  return Object.freeze({ ...schema, "~declared": declared })
}

function strictTable(table: AnyTable): AnyTable {
  const data = table["~table"]
  const extras = () => {
    const given = data.extras()
    const isSaid = given.some(
      ({ "~extra": extra }) => extra.kind === "tableOptions" && extra.options.strict !== undefined,
    )
    return isSaid ? given : [...given, tableOptions({ strict: true })]
  }
  return Object.freeze({ ...table, "~table": Object.freeze({ ...data, extras }) })
}
