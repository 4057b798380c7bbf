import type { NodeKind, SchemaNode } from "../../src/dialect/index.ts"

type NodeOf<K extends NodeKind> = Extract<SchemaNode, { readonly kind: K }>
type Identity = "kind" | "schema" | "table" | "name" | "type"
type Named<K extends NodeKind> = Exclude<keyof NodeOf<K>, Identity> | (K extends "column" ? "type" : never)

/** What of an object changes alone: the object before, and what is to be different of it. */
export interface Change {
  readonly from: readonly SchemaNode[]
  readonly to: readonly SchemaNode[]
}

/** A change of each attribute that the model has, or why there is none; the compiler counts them. */
export type AttributeChanges = {
  readonly [K in NodeKind]: { readonly [A in Named<K>]: Change | string }
}

/** The changes of a table of attributes, each named by kind and attribute. */
export function changesOf(
  table: AttributeChanges,
): readonly (readonly [name: string, attribute: string, change: Change])[] {
  return Object.entries(table).flatMap(([kind, attributes]) =>
    Object.entries(attributes as Readonly<Record<string, Change | string>>).flatMap(([attribute, change]) =>
      typeof change === "string" ? [] : [[`${kind}.${attribute}`, attribute, change] as const],
    ),
  )
}
