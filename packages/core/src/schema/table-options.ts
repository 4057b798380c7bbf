import { isSql, sqlText, type Sql } from "../sql/sql.ts"
import { displayName, objectName } from "./catalog.ts"
import type { ColumnRef } from "./column-ref.ts"
import type { Extra } from "./constraints.ts"
import { given, parametersOf, type ParametersInput } from "./given.ts"
import { indexKey } from "./index-keys.ts"
import type { TableReference } from "./nodes/parts.ts"
import type { ColumnOverride, PartitionKey, TableAttributes, TableNode } from "./nodes/tables.ts"
import type { Names } from "./names.ts"

/** What a table is besides its columns, constraints and indexes; all of it only one engine has, and the others refuse. */
export interface TableOptions {
  /** PostgreSQL: not written to the log, emptied by a crash. Default: false. */
  readonly unlogged?: boolean | undefined
  /** PostgreSQL: storage parameters, those of the TOAST table as `toast.…`. Default: none. */
  readonly parameters?: ParametersInput | undefined
  /** PostgreSQL: the table access method. Default: the server's. */
  readonly accessMethod?: string | undefined
  /** PostgreSQL: how the rows are spread over partitions, which are tables of their own. Default: they are not. */
  readonly partitionBy?:
    | {
        readonly strategy: "range" | "list" | "hash"
        readonly keys: readonly (ColumnRef | string | Sql | PartitionKey)[]
      }
    | undefined
  /** PostgreSQL: the table is a partition of another, and has its columns. Default: of none. */
  readonly partitionOf?: (TableReference & { readonly bound: Sql | string }) | undefined
  /** PostgreSQL: the tables whose columns and checks it has besides its own: `"billing.invoices"`. Default: none. */
  readonly inherits?: readonly (string | TableReference)[] | undefined
  /** PostgreSQL: what it says differently about columns that it has from there, by column. Default: nothing. */
  readonly overrides?: Readonly<Record<string, ColumnOverrideInput>> | undefined
  /** PostgreSQL: row level security is on. Default: false. */
  readonly rowSecurity?: boolean | undefined
  /** PostgreSQL: it binds the owner of the table, too. Default: false. */
  readonly forceRowSecurity?: boolean | undefined
  /** PostgreSQL: what the log says of old rows. Default: the primary key. */
  readonly replicaIdentity?: TableAttributes["replicaIdentity"] | undefined
  /** SQLite: columns take only values of their types. Default: false. */
  readonly strict?: boolean | undefined
  /** SQLite: the primary key is where the rows are stored. Default: false. */
  readonly withoutRowid?: boolean | undefined
  /** What people say about it, kept in the database. Default: nothing. */
  readonly comment?: string | undefined
  /** What the table was called before, so that it is renamed and keeps its rows; only where it is declared. Default: nothing else. */
  readonly renamedFrom?: string | undefined
}

/** What of a column that comes from another table is its own: `default: null` takes the default away. */
export interface ColumnOverrideInput {
  readonly default?: Sql | string | null | undefined
  readonly nullable?: false | undefined
}

/** What of a table's node is neither its name nor its place. */
type Attributes = Omit<TableNode, "kind" | "schema" | "name">

/** What is said about a table itself, as plain data. */
export interface TableOptionsData {
  readonly kind: "tableOptions"
  readonly options: TableOptions
}

/**
 * What a table is besides, among its constraints and indexes: `(c) => [tableOptions({ unlogged: true })]`.
 *
 * @param options what it is
 */
export function tableOptions(options: TableOptions): Extra {
  return Object.freeze({ "~extra": Object.freeze({ kind: "tableOptions", options }) })
}

/**
 * The attributes of a table's node.
 *
 * @param options as written
 * @param names how what is declared is called in the database
 */
export function tableAttributes(options: TableOptions, names: Names): Attributes {
  const { parameters, partitionBy, partitionOf, inherits, overrides, renamedFrom: _, ...rest } = options
  return given({
    ...rest,
    parameters: parametersOf(parameters),
    partitionBy: partitionBy && {
      strategy: partitionBy.strategy,
      keys: partitionBy.keys.map((key) => partitionKey(key, names)),
    },
    partitionOf: partitionOf && {
      ...reference(partitionOf, names),
      bound: text(partitionOf.bound),
    },
    inherits: inherits?.map((table) => reference(table, names)),
    overrides: overrides && overridesOf(overrides, names),
  })
}

function partitionKey(key: ColumnRef | string | Sql | PartitionKey, names: Names): PartitionKey {
  const { collation, operatorClass, ...what } = indexKey(key)
  const rest = given({ collation, operatorClass }) as Omit<PartitionKey, "column" | "expression">
  return "column" in what
    ? { column: names.spell(what.column), ...rest }
    : { expression: text(what.expression), ...rest }
}

/** A table as the options of another name it, where the schema may stand in the name: the inverse of how they are read. */
export function writtenReference({ schema, table }: TableReference): TableReference {
  return schema === undefined ? { table: displayName({ name: table }) } : { schema, table }
}

function reference(table: string | TableReference, names: Names): TableReference {
  const { schema, name } =
    typeof table === "string"
      ? objectName(table)
      : table.schema === undefined
        ? objectName(table.table)
        : { schema: table.schema, name: table.table }
  return { ...(schema === undefined ? {} : { schema: names.spell(schema) }), table: names.spell(name) }
}

function overridesOf(
  overrides: Readonly<Record<string, ColumnOverrideInput>>,
  names: Names,
): Readonly<Record<string, ColumnOverride>> {
  return Object.fromEntries(
    Object.entries(overrides).map(([column, { default: value, nullable }]) => [
      names.spell(column),
      {
        ...(value === undefined ? {} : { default: value === null ? null : text(value) }),
        ...(nullable === undefined ? {} : { nullable }),
      },
    ]),
  )
}

function text(sql: Sql | string): string {
  return (isSql(sql) ? sqlText(sql) : sql).trim()
}
