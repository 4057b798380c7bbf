import type { AnyColumn } from "@aludel/core"
import {
  AludelError,
  columnName,
  definedObject,
  given,
  objectName,
  sequenceNumbers,
  type AnyObject,
  type SequenceOptions,
} from "@aludel/core/dialect"

/** What a sequence is. */
export interface SequenceDefinition extends SequenceOptions {
  /** The type of its numbers. Default: `bigint`. */
  readonly type?: "smallint" | "integer" | "bigint" | undefined
  /** Not written to the log. Default: false. */
  readonly unlogged?: boolean | undefined
  /** The column that it is dropped with: `hotels.id` of a table, or `"hotels.id"`. Default: none. */
  readonly ownedBy?: AnyColumn | `${string}.${string}` | undefined
  /** What people say about it, kept in the database. Default: nothing. */
  readonly comment?: string | undefined
}

/**
 * A sequence of its own; that of a column with `identity()` needs none.
 *
 * @param name its name; `"billing.numbers"` lies in another schema
 * @param options how it counts, and what it is
 * @throws AludelError `schema/invalid` where `ownedBy` is no column of a table
 * @see https://www.postgresql.org/docs/current/sql-createsequence.html
 */
export function sequence(name: string, options: SequenceDefinition = {}): AnyObject {
  const { type = "bigint", unlogged, ownedBy, comment } = options
  const numbers = {
    ...given({ type: type !== "bigint" && type, unlogged }),
    ...sequenceNumbers(options, type),
  }
  if (ownedBy === undefined)
    return definedObject({ type: "sequence", ...objectName(name), options: numbers, comment })
  const spelled = (spell: (name: string) => string) => ({ ...numbers, ownedBy: owner(name, ownedBy, spell) })
  return definedObject({
    type: "sequence",
    ...objectName(name),
    options: spelled((declared) => declared),
    spelled,
    comment,
  })
}

function owner(sequenceName: string, column: AnyColumn | string, spell: (name: string) => string) {
  const place = typeof column === "string" ? columnName(column) : placeOf(column)
  if (place === undefined)
    throw new AludelError(
      "schema/invalid",
      `the sequence ${sequenceName} is owned by what is no column of a table`,
      {
        hint: 'Write a column of a table: { ownedBy: hotels.id }, or its name: "hotels.id".',
      },
    )
  const { schema, table, name: own } = place
  return {
    ...(schema === undefined ? {} : { schema: spell(schema) }),
    table: spell(table),
    column: spell(own),
  }
}

function placeOf(column: AnyColumn) {
  const { place } = column["~column"]
  if (place === undefined) return undefined
  const { schema, name: table } = objectName(place.table)
  return { schema, table, name: place.column }
}
