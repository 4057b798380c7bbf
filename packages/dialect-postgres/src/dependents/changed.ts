import type { DefinedNode, ObjectName } from "@aludel/core/dialect"

import { routineName } from "../ddl/routine-name.ts"
import { multirangeName } from "../engine-name.ts"
import { optionsOf } from "../objects/options.ts"

/**
 * What changes beneath other things: a column gets another type, or a routine, a view or a type is made anew. `isAnew`: the
 * type of the column is another one of the same name, so that nothing which compares with it stays as it is.
 */
export type Changed =
  | { readonly what: "routine" | "relation" | "type"; readonly object: ObjectName }
  | {
      readonly what: "column"
      /** Its table. */
      readonly object: ObjectName
      readonly column: string
      readonly isAnew?: true
    }

/** The statements around a change of something that other things stand on. */
export interface Surroundings {
  /** Takes away what stands on it, the outermost first; types that are made of it are put aside. */
  readonly drop: readonly string[]
  /** Gives that back, with rows, comments, indexes and rights. */
  readonly create: readonly string[]
}

/** What changes where a defined object is made anew: a range is also known by the type of several of it. */
export function changedBy(node: DefinedNode): readonly Changed[] {
  switch (node.type) {
    case "function":
    case "procedure":
      return [{ what: "routine", object: routineName(node) }]
    case "view":
    case "materialized view":
      return [{ what: "relation", object: place(node.schema, node.name) }]
    case "range type":
      return [
        { what: "type", object: place(node.schema, node.name) },
        { what: "type", object: place(node.schema, multirangeOf(node)) },
      ]
    default:
      return [{ what: "type", object: place(node.schema, node.name) }]
  }
}

/** The name of the type of several ranges. */
export function multirangeOf(node: DefinedNode): string {
  return optionsOf<{ readonly multirange: string }>(node).multirange ?? multirangeName(node.name)
}

/** A name in a schema, or in the default one. */
export function place(schema: string | undefined, name: string): ObjectName {
  return schema === undefined ? { name } : { schema, name }
}
