import { AludelError } from "../errors/error.ts"
import { columnName, objectName, tableOf, type ObjectName } from "./catalog.ts"
import { columnOf } from "./column-ref.ts"
import type { ColumnInput } from "./constraint-options.ts"
import { given } from "./given.ts"
import type { ForeignKeyNode, ReferentialAction } from "./nodes/constraints.ts"
import type { Deferrable } from "./nodes/parts.ts"
import type { Names } from "./names.ts"

/**
 * A function that gives a column (or, for a foreign key of several, a list of them): `() => hotels.id`. It has no call
 * signature on purpose: with any, the type of a table that refers to itself would depend on itself (TS7022).
 * `defineSchema` checks what it returns.
 */
export interface ColumnThunk extends Function {}

/** What a column refers to: a thunk in schemas, text (`"hotels.id"`, `"billing.invoices.id"`) in revisions. */
export type ReferenceTarget = ColumnThunk | `${string}.${string}`

/** What happens when the row that is referred to goes or changes, and what a foreign key is besides. */
export interface ForeignKeyOptions {
  /** When it is deleted. Default: no action, so that the deletion is refused. */
  readonly onDelete?: ReferentialAction | "no action" | undefined
  /** When its key changes. Default: no action, so that the change is refused. */
  readonly onUpdate?: ReferentialAction | "no action" | undefined
  /** PostgreSQL: the columns that `set null` or `set default` on delete is about. Default: all. */
  readonly onDeleteColumns?: readonly ColumnInput[] | undefined
  /** `full`: either all columns are NULL or none. Default: one NULL is enough for the key not to be looked at. */
  readonly match?: "full" | "simple" | undefined
  /** It can wait for the end of the transaction, and does so where told (`immediate`) or by itself (`deferred`). Default: it never waits. */
  readonly deferrable?: Deferrable | undefined
  /** PostgreSQL: rows from before it are not looked at, until it is validated. Default: false. */
  readonly notValid?: boolean | undefined
  /** PostgreSQL 18: it is never looked at. Default: false. */
  readonly notEnforced?: boolean | undefined
  /** PostgreSQL 18: the last column is a range that rows of the other table must cover. Default: false. */
  readonly period?: boolean | undefined
  /** SQLite: it may point at no table, or at columns that are no key there; SQLite keeps such keys, and fails where it acts on them. Default: false, and a schema with such a key is refused. */
  readonly dangling?: boolean | undefined
  /** SQLite: it has no name in the database. Default: false. */
  readonly unnamed?: boolean | undefined
  /** What people say about it, kept in the database. Default: nothing. */
  readonly comment?: string | undefined
}

/** How a column refers to another. */
export interface ReferenceOptions extends ForeignKeyOptions {
  /** The name of the constraint. Default: by the naming convention. */
  readonly name?: string | undefined
}

/** The table that a column stands in, as declared, and its key there. */
export interface ColumnPlace {
  readonly table: string
  readonly column: string
}

/** Where a foreign key points, as written. */
export type ReferenceData =
  | ColumnThunk
  | string
  | { readonly table: string; readonly columns: readonly string[] }

/** What a foreign key has besides its columns and where it points. */
export type ReferenceAttributes = Omit<
  ForeignKeyNode,
  "kind" | "schema" | "table" | "name" | "columns" | "references"
>

/** The attributes of a foreign key's node, from what is written about it. */
export function referenceAttributes(options: ReferenceOptions): ReferenceAttributes {
  const { name: _, onDelete, onUpdate, onDeleteColumns, match, ...rest } = options
  return given({
    onDelete: onDelete !== "no action" && onDelete,
    onUpdate: onUpdate !== "no action" && onUpdate,
    onDeleteColumns: onDeleteColumns?.map(columnOf),
    match: match !== "simple" && match,
    ...rest,
  })
}

/**
 * Where a foreign key points, with the names of the database.
 *
 * @param target the reference as written
 * @param from what refers, for messages: `conversions.hotel_id`
 * @param names how what is declared is called in the database
 * @throws AludelError `schema/invalid` where a thunk gives no column of a table
 */
export function resolveReference(
  target: ReferenceData,
  from: string,
  names: Names,
): ForeignKeyNode["references"] {
  const { table, columns } = typeof target === "function" ? called(target, from) : named(target, from)
  const { schema, name } = table
  return {
    ...(schema === undefined ? {} : { schema: names.spell(schema) }),
    table: names.spell(name),
    columns: columns.map((column) => names.spell(column)),
  }
}

interface Placed {
  readonly "~column"?: { readonly place?: ColumnPlace }
}

interface Target {
  readonly table: ObjectName
  readonly columns: readonly string[]
}

function named(target: Exclude<ReferenceData, ColumnThunk>, from: string): Target {
  if (typeof target !== "string") return { table: objectName(target.table), columns: target.columns }
  const column = columnName(target)
  if (column !== undefined) return { table: tableOf(column), columns: [column.name] }
  throw new AludelError("schema/invalid", `${from} refers to "${target}", which names no column`, {
    hint: `Write the table and the column: "${target}.id".`,
  })
}

function called(thunk: ColumnThunk, from: string): Target {
  const places = [columnsOf(thunk, from)]
    .flat()
    .map((column) => (column as Placed | undefined)?.["~column"]?.place)
  const [first] = places
  if (first !== undefined && places.every((place) => place?.table === first.table)) {
    return { table: objectName(first.table), columns: places.map((place) => place!.column) }
  }
  throw new AludelError("schema/invalid", `${from} refers to what is no column of one table`, {
    hint: "Write a function that gives a column of a table: () => hotels.id.",
  })
}

function columnsOf(thunk: ColumnThunk, from: string): unknown {
  try {
    return (thunk as () => unknown)()
  } catch (cause) {
    throw new AludelError(
      "schema/invalid",
      `the reference of ${from} failed: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        hint: "Call defineSchema after all tables are declared, in a file of its own where they refer to each other.",
        cause,
      },
    )
  }
}
