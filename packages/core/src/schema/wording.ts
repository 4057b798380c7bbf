import type { NodeKind, SchemaNode } from "./model.ts"

/**
 * How an attribute is compared: `exact`, what is not equal differs; `worded`, the engine may see two spellings as one, or
 * the same as its own default, so that only it can tell.
 */
export type Wording = "exact" | "worded"

type NodeOf<K extends NodeKind> = Extract<SchemaNode, { readonly kind: K }>
type Identity = "kind" | "schema" | "table" | "name"
type AttributeOf<K extends NodeKind> = Exclude<
  keyof NodeOf<K>,
  K extends "defined" ? Identity | "type" : Identity
>

const key = {
  comment: "exact",
  columns: "exact",
  include: "exact",
  deferrable: "exact",
  parameters: "worded",
  withoutOverlaps: "exact",
  onConflict: "exact",
  descending: "exact",
  collations: "worded",
  // What the database has no name for is the same under any: the dialect says so.
  unnamed: "worded",
} as const

/** All attributes that a node has besides its identity; the compiler counts them. */
const wordings: { readonly [K in NodeKind]: Readonly<Record<AttributeOf<K>, Wording>> } = {
  namespace: { comment: "exact" },
  enum: { comment: "exact", values: "exact" },
  table: {
    comment: "exact",
    unlogged: "exact",
    parameters: "worded",
    accessMethod: "worded",
    partitionBy: "worded",
    partitionOf: "worded",
    inherits: "exact",
    overrides: "worded",
    rowSecurity: "exact",
    forceRowSecurity: "exact",
    replicaIdentity: "exact",
    strict: "exact",
    withoutRowid: "exact",
  },
  column: {
    comment: "exact",
    type: "worded",
    enum: "worded",
    nullable: "exact",
    default: "worded",
    identity: "worded",
    generated: "worded",
    collation: "worded",
    compression: "worded",
    storage: "worded",
    statistics: "worded",
    parameters: "worded",
    notNull: "worded",
  },
  primaryKey: key,
  unique: { ...key, nullsNotDistinct: "exact" },
  foreignKey: {
    comment: "exact",
    columns: "exact",
    references: "exact",
    onDelete: "exact",
    onUpdate: "exact",
    onDeleteColumns: "exact",
    match: "exact",
    deferrable: "exact",
    notValid: "exact",
    notEnforced: "exact",
    period: "exact",
    // What the other table is decides that.
    dangling: "worded",
    unnamed: "worded",
  },
  check: {
    comment: "exact",
    expression: "worded",
    noInherit: "exact",
    notValid: "exact",
    notEnforced: "exact",
    unnamed: "worded",
  },
  exclusion: {
    comment: "exact",
    method: "exact",
    elements: "worded",
    include: "exact",
    where: "worded",
    deferrable: "exact",
    parameters: "worded",
  },
  index: {
    comment: "exact",
    keys: "worded",
    unique: "exact",
    where: "worded",
    method: "worded",
    include: "exact",
    nullsNotDistinct: "exact",
    parameters: "worded",
    only: "exact",
    invalid: "exact",
  },
  defined: { comment: "exact", definition: "worded", options: "worded" },
}

/** The attributes of a node besides its identity, by name. */
export function attributesOf(kind: NodeKind): readonly string[] {
  return Object.keys(wordings[kind])
}

/** How an attribute of a kind of nodes is compared; one that no kind has, exactly. */
export function wordingOf(kind: NodeKind, attribute: string): Wording {
  return (wordings[kind] as Readonly<Record<string, Wording>>)[attribute] ?? "exact"
}
