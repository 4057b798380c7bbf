import { changeOf, columnAttributes } from "../operations/column-change.ts"
import { computed } from "../operations/kinds/alter-column.ts"
import type { AlterColumn, ColumnChange } from "../operations/operation.ts"
import { present } from "../operations/present.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { Same } from "./changes.ts"
import { equal } from "./equal.ts"

type Attribute = (typeof columnAttributes)[number]

/** The alteration from one column to the other, with nothing in it but the attributes that differ. */
export function alteration(from: ColumnNode, to: ColumnNode, same: Same): AlterColumn {
  const unequal = columnAttributes.filter((attribute) => !equal(from[attribute], to[attribute]))
  const different = unequal.filter((attribute) => !same(from, withAttribute(from, to, attribute)))
  const change = changeTo(to, from, new Set(different.length === 0 ? unequal : different))
  return present({
    kind: "alterColumn",
    schema: to.schema,
    table: to.table,
    name: to.name,
    to: change,
    from: changeOf(from, change),
    column: computed(from, change),
  })
}

function changeTo(to: ColumnNode, from: ColumnNode, different: ReadonlySet<Attribute>): ColumnChange {
  const isRetyped = different.has("type") || different.has("enum")
  const others = columnAttributes
    .filter((attribute) => !["type", "enum", "nullable"].includes(attribute) && different.has(attribute))
    .map((attribute) => [attribute, to[attribute] ?? null])
  return present({
    type: isRetyped ? to.type : undefined,
    enum: isRetyped && (from.enum ?? to.enum) !== undefined ? (to.enum ?? null) : undefined,
    nullable: different.has("nullable") ? to.nullable === true : undefined,
    ...(Object.fromEntries(others) as ColumnChange),
  })
}

function withAttribute(from: ColumnNode, to: ColumnNode, attribute: Attribute): ColumnNode {
  const { [attribute]: _, ...rest } = from
  return { ...rest, ...(to[attribute] === undefined ? {} : { [attribute]: to[attribute] }) } as ColumnNode
}
