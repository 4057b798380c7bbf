import { objectName } from "./catalog.ts"
import type { Extra } from "./constraints.ts"
import { given } from "./given.ts"
import type { DefinedNode } from "./model.ts"
import type { JsonValue } from "./nodes/parts.ts"
import type { Columns } from "./table.ts"

/** Any defined object, declared: a view, a function, a trigger, … */
export interface AnyObject {
  readonly "~object": DefinedNode
  /** What stands on it: the indexes of a materialized view. */
  readonly "~parts"?: readonly Extra[]
  /** The options with the names of the database, where they name tables or columns. Absent: they name none. */
  readonly "~options"?: SpellOptions
}

/** Gives options in which `spell` has made names of the database of those that are declared. */
export type SpellOptions = (spell: (name: string) => string) => Readonly<Record<string, JsonValue>>

/** Any defined object that has rows. */
export interface AnyView extends AnyObject {
  readonly "~view": ViewData<string, Columns>
}

/** What the rows of a view are, for their types. */
export interface ViewData<N extends string, C> {
  /** The name as declared, the same in Kysely: `hotel_list`, `billing.totals`. */
  readonly name: N
  readonly columns: C
}

/** A declared view. */
export interface View<N extends string, C> extends AnyObject {
  readonly "~view": ViewData<N, C>
}

/** What a definer says of an object. */
export interface ObjectInput extends Omit<DefinedNode, "kind" | "definition" | "options" | "comment"> {
  readonly definition?: string | undefined
  /** What is `undefined` among them is absent in the node. */
  readonly options?: Readonly<Record<string, JsonValue | undefined>> | undefined
  /** The options once more, where they name tables or columns, which casing spells otherwise. Default: they name none. */
  readonly spelled?: SpellOptions | undefined
  readonly comment?: string | undefined
}

/**
 * A defined object, for definers of dialects: `definedObject({ type: "view", name, definition })`.
 *
 * @param input what its node says
 */
export function definedObject({
  definition,
  options,
  spelled,
  comment,
  ...identity
}: ObjectInput): AnyObject {
  const present = Object.entries(options ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  const node: DefinedNode = {
    kind: "defined",
    ...identity,
    ...(definition === undefined ? {} : { definition: definition.trim() }),
    ...given({ options: Object.freeze(Object.fromEntries(present)), comment }),
  }
  return Object.freeze({ "~object": Object.freeze(node), ...given({ "~options": spelled }) })
}

/**
 * A defined object with rows, for definers of dialects.
 *
 * @param name the name as declared, the same in Kysely; `"billing.totals"` lies in another schema
 * @param columns its columns by name, which only type its rows
 * @param input what its node says besides the name
 * @param parts the indexes that stand on it. Default: none
 */
export function definedView<const N extends string, C extends Columns>(
  name: N,
  columns: C,
  input: Omit<ObjectInput, "schema" | "name">,
  parts: readonly Extra[] = [],
): View<N, C> {
  const object = definedObject({ ...input, ...objectName(name) })
  const view = Object.freeze({ name, columns })
  return Object.freeze({ ...object, "~view": view, ...given({ "~parts": parts }) })
}
