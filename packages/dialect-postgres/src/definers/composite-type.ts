import type { AnyColumn } from "@aludel/core"
import { columnFrom, definedObject, objectName, type AnyObject } from "@aludel/core/dialect"

import type { Unparsed } from "../t/given.ts"
import { needsOf, typeName, typeOf } from "../t/type-name.ts"

/** A composite type: called, it makes a column of it; handed to `defineSchema`, it is declared. */
export interface CompositeType extends AnyObject {
  /** A column of this type; pg gives and takes its text: `(Main St,12)`. */
  (): Unparsed<string>
}

/**
 * A type of several attributes: `const address = compositeType("address", { street: t.text(), number: t.integer() })`,
 * then `address()` is a column.
 *
 * @param name its name; `"billing.address"` lies in another schema
 * @param attributes columns by name; their types and collations count
 * @param options what people say about it. Default: nothing
 * @see https://www.postgresql.org/docs/current/rowtypes.html
 */
export function compositeType(
  name: string,
  attributes: Readonly<Record<string, AnyColumn>>,
  options: { readonly comment?: string | undefined } = {},
): CompositeType {
  const columns = Object.entries(attributes)
  const object = definedObject({
    type: "composite type",
    ...objectName(name),
    options: {
      attributes: columns.map(([attribute, column]) => {
        const collation = column["~column"].attributes?.collation
        return { name: attribute, type: typeOf(column), ...(collation === undefined ? {} : { collation }) }
      }),
    },
    comment: options.comment,
  })
  const needs = [...columns.flatMap(([, column]) => needsOf(column)), object["~object"]]
  const definer = (): Unparsed<string> =>
    columnFrom({ type: typeName(object["~object"]), needs, constraints: [] })
  return Object.assign(definer, object)
}
