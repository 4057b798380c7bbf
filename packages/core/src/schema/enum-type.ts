import { columnFrom, type Column } from "./column.ts"
import { objectName } from "./catalog.ts"
import { given } from "./given.ts"
import type { EnumNode } from "./model.ts"

/** An enumerated type: called, it makes a column of the type; handed to `defineSchema`, it is declared. */
export interface EnumType<V extends string> {
  /** A column of this type. */
  (): Column<V>
  readonly "~enum": EnumNode
}

/** Any enumerated type. */
export interface AnyEnumType {
  readonly "~enum": EnumNode
}

/**
 * An enumerated type with its values in order.
 *
 * @param name the name in the database; `"billing.kind"` lies in another schema
 * @param values the values. Left out only in revisions, where the type exists already: then any text will do
 * @param options what people say about it, kept in the database. Default: nothing
 */
export function enumType<const V extends string = string>(
  name: string,
  values: readonly V[] = [],
  options: { readonly comment?: string | undefined } = {},
): EnumType<V> {
  const node: EnumNode = Object.freeze({
    kind: "enum",
    ...objectName(name),
    values: Object.freeze([...values]),
    ...given(options),
  })
  const definer = (): Column<V> => columnFrom({ type: node.name, enum: node, constraints: [] })
  return Object.assign(definer, { "~enum": node })
}
