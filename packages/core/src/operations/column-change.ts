import type { ColumnNode } from "../schema/model.ts"
import type { ColumnChange } from "./operation.ts"
import { present } from "./present.ts"

/** What a column says about the attributes of a change: with it, the change can be taken back. */
export function changeOf(column: ColumnNode, change: ColumnChange): ColumnChange {
  return present({
    type: "type" in change ? column.type : undefined,
    enum: "enum" in change ? (column.enum ?? null) : undefined,
    nullable: "nullable" in change ? column.nullable === true : undefined,
    default: "default" in change ? (column.default ?? null) : undefined,
    identity: "identity" in change ? (column.identity ?? null) : undefined,
  })
}

/** The column as a change makes it. */
export function changed(column: ColumnNode, change: ColumnChange): ColumnNode {
  const { enum: enumeration, nullable, default: value, identity, ...rest } = column
  // A type of its own takes the enum of the old one away.
  const named = change.enum ?? (change.enum === null || change.type !== undefined ? undefined : enumeration)
  const node = present({
    ...rest,
    type: change.type ?? column.type,
    enum: named,
    nullable: (change.nullable ?? nullable) ? (true as const) : undefined,
    default: change.default === null ? undefined : (change.default ?? value),
    identity: change.identity === null ? undefined : (change.identity ?? identity),
  })
  return Object.freeze(node)
}
