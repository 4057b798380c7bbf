import type { AnyColumn } from "@aludel/core"
import { columnFrom, definedObject, given, objectName, type AnyObject } from "@aludel/core/dialect"

import type { Unparsed } from "../t/given.ts"
import { needsOf, typeName, typeOf } from "../t/type-name.ts"

/** What a range type is made of. */
export interface RangeTypeOptions {
  /** A column of the type of its bounds; nothing else of it counts. */
  readonly subtype: AnyColumn
  /** The operator class that orders the bounds. Default: that of their type. */
  readonly operatorClass?: string | undefined
  /** How text is compared, as SQL names it. Default: as its type is. */
  readonly collation?: string | undefined
  /** The function that makes equal ranges of the same form. Default: none. */
  readonly canonical?: string | undefined
  /** The function that says how far apart two bounds are. Default: none. */
  readonly difference?: string | undefined
  /** The name of the type of sets of such ranges. Default: PostgreSQL's choice. */
  readonly multirange?: string | undefined
  /** What people say about it, kept in the database. Default: nothing. */
  readonly comment?: string | undefined
}

/** A range type: called, it makes a column of it; handed to `defineSchema`, it is declared. */
export interface RangeType extends AnyObject {
  /** A column of this type; pg gives and takes its text: `[1,3)`. */
  (): Unparsed<string>
}

/**
 * A type of ranges: `const prices = rangeType("price_range", { subtype: t.numeric() })`, then `prices()` is a column.
 *
 * @param name its name; `"billing.price_range"` lies in another schema
 * @param options what it is made of
 * @see https://www.postgresql.org/docs/current/rangetypes.html
 */
export function rangeType(name: string, options: RangeTypeOptions): RangeType {
  const { subtype, comment, ...rest } = options
  const object = definedObject({
    type: "range type",
    ...objectName(name),
    options: { subtype: unsized(typeOf(subtype)), ...given(rest) },
    comment,
  })
  const needs = [...needsOf(subtype), object["~object"]]
  const definer = (): Unparsed<string> =>
    columnFrom({ type: typeName(object["~object"]), needs, constraints: [] })
  return Object.assign(definer, object)
}

// Bounds have no length or precision of their own.
function unsized(type: string): string {
  return type.startsWith('"') ? type : type.replace(/\(.*\)/, "")
}
