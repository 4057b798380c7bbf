import type { Printers } from "../codegen/scope.ts"
import type { Operation } from "../operations/definition.ts"
import type { SchemaNode } from "../schema/model.ts"

/** What a project says of how its schema is compared. Every key may be left out. */
export interface AutogenerateSettings {
  /** The objects that are looked at. What belongs to a table goes with it. Default: all. */
  readonly include?: ObjectFilter | readonly ObjectFilter[] | undefined
  /** The objects that are not looked at, parts of tables too; wins over `include`. Default: none. */
  readonly exclude?: ObjectFilter | readonly ObjectFilter[] | undefined
  /**
   * What counts as a difference, by kind of object and attribute: `{ column: { comment: "same" } }`. Kinds and attributes
   * are those of the model; of defined objects the kind is their type (`view`). Default: what the engine sees as one.
   */
  readonly compare?: Readonly<Record<string, Readonly<Record<string, "same" | CompareAttribute>>>> | undefined
  /** Refuses changes: a reason by kind of operation (`{ dropTable: "ask Anna" }`), or a function. Default: none is refused. */
  readonly refuse?: Readonly<Record<string, string>> | RefuseChange | undefined
  /** How types and defaults of the project's own are written in revisions. Default: as every `t` does. */
  readonly print?: Printers | undefined
}

/** Which objects are meant: by a name (`tmp_*`, `billing.*`, `hotels.by_hand`), by all of what is given, or as a function says. */
export type ObjectFilter = string | ObjectPattern | ((object: FilteredObject) => boolean)

/** Which objects are meant: those of which all that is given holds. In texts `*` stands for any letters and `?` for one. */
export interface ObjectPattern {
  /** `table`, `column`, `index`, `foreignKey`, `enum`, …; of defined objects their type: `view`, `function`. */
  readonly kind?: string | readonly string[] | undefined
  /** The schema by name; the default one is `""`. */
  readonly schema?: string | RegExp | readonly (string | RegExp)[] | undefined
  /** The table that it belongs to, or is. */
  readonly table?: string | RegExp | readonly (string | RegExp)[] | undefined
  readonly name?: string | RegExp | readonly (string | RegExp)[] | undefined
}

/** An object as a filter sees it. */
export interface FilteredObject {
  /** Of a defined object its type. */
  readonly kind: string
  /** Absent: the default one. */
  readonly schema?: string
  /** The table or view that it belongs to. Absent: it is none's. */
  readonly table?: string
  readonly name: string
  readonly node: SchemaNode
}

/**
 * Says whether an attribute is the same on both sides, where the texts are not; `default` leaves it to the engine.
 *
 * @param from the value as it is; `undefined` where there is none
 * @param to the value as it is to be
 * @param nodes the objects that have them
 */
export type CompareAttribute = (
  from: unknown,
  to: unknown,
  nodes: { readonly from: SchemaNode; readonly to: SchemaNode },
) => "same" | "different" | "default"

/** Refuses a change by giving a reason; `undefined` lets it pass. `description` is the change in words. */
export type RefuseChange = (operation: Operation, description: string) => string | undefined
