import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { ColumnChange } from "./operation.ts"
import { present } from "./present.ts"

/** The attributes of a column that can be altered, in the order in which people speak of them. */
export const columnAttributes = [
  "type",
  "enum",
  "collation",
  "nullable",
  "notNull",
  "default",
  "identity",
  "generated",
  "compression",
  "storage",
  "statistics",
  "parameters",
] as const satisfies readonly (keyof ColumnChange & keyof ColumnNode)[]

/** What a column says about the attributes of a change: with it, the change can be taken back. */
export function changeOf(column: ColumnNode, change: ColumnChange): ColumnChange {
  return Object.fromEntries(
    columnAttributes
      .filter((attribute) => attribute in change)
      .map((attribute) => [
        attribute,
        attribute === "nullable" ? column.nullable === true : (column[attribute] ?? null),
      ]),
  )
}

/** The column as a change makes it. */
export function changed(column: ColumnNode, change: ColumnChange): ColumnNode {
  const { enum: enumeration, ...rest } = column
  // A type of its own takes the enum of the old one away.
  const named = change.enum ?? (change.enum === null || change.type !== undefined ? undefined : enumeration)
  const { nullable, enum: _, ...others } = change
  const merged: Record<string, unknown> = { ...rest, ...others, enum: named }
  if (nullable !== undefined) merged["nullable"] = nullable ? true : undefined
  if (nullable && change.notNull === undefined) delete merged["notNull"]
  // Refusing NULL looks at the rows that are there.
  if (nullable === false && change.notNull === undefined && column.notNull?.notValid) {
    const { notValid: _valid, ...notNull } = column.notNull
    merged["notNull"] = Object.keys(notNull).length === 0 ? null : notNull
  }
  for (const [attribute, value] of Object.entries(merged)) if (value === null) delete merged[attribute]
  return Object.freeze(present(merged)) as unknown as ColumnNode
}
