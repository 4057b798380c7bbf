import type { ColumnNode } from "./nodes/columns.ts"
import type {
  CheckNode,
  ConstraintKind,
  ConstraintNode,
  ExclusionNode,
  ForeignKeyNode,
  PrimaryKeyNode,
  UniqueNode,
} from "./nodes/constraints.ts"
import type { IndexNode } from "./nodes/indexes.ts"
import type { Commented, JsonValue } from "./nodes/parts.ts"
import type { TableNode } from "./nodes/tables.ts"

/**
 * The model beneath declared schemas, live databases and replayed revisions: a flat list of plain, frozen,
 * JSON-serialisable nodes. A name without `schema` lies in the default schema of the run. Absent attributes mean the
 * default; no attribute is ever `undefined` on purpose, so that nodes compare with deep equality. An attribute that an
 * engine has no words for is refused by its dialect when it is compiled, never dropped in silence.
 */
export interface Schema {
  readonly nodes: readonly SchemaNode[]
  /** Who owns and may do what with the objects of a live database: kept when they are made anew, never compared. Absent: not read. */
  readonly rights?: readonly ObjectRights[]
  /** The columns of views, for the types of their rows; never compared. Absent: not read. */
  readonly viewColumns?: readonly ColumnNode[]
  /** What is there besides and has no place in the model, by kind and name. Absent: not looked for. */
  readonly unmodelled?: readonly UnmodelledObject[]
}

/** Any node of the model. */
export type SchemaNode =
  | NamespaceNode
  | EnumNode
  | TableNode
  | ColumnNode
  | PrimaryKeyNode
  | UniqueNode
  | ForeignKeyNode
  | CheckNode
  | ExclusionNode
  | IndexNode
  | DefinedNode

/** The kinds of nodes. */
export type NodeKind = SchemaNode["kind"]

/** A schema of the database (`create schema`), called a namespace here because *schema* is the whole. */
export interface NamespaceNode extends Commented {
  readonly kind: "namespace"
  readonly name: string
}

/** An enumerated type with its values in order. */
export interface EnumNode extends Commented {
  readonly kind: "enum"
  readonly schema?: string
  readonly name: string
  readonly values: readonly string[]
}

/**
 * What a database defines by text: a view, a function, a trigger, and whatever else the dialect lists in `objects`. It is
 * created, replaced or dropped as a whole.
 */
export interface DefinedNode extends Commented {
  readonly kind: "defined"
  /** Which kind of object, in the words of the dialect: `view`, `function`, `trigger`. */
  readonly type: string
  readonly schema?: string
  /** What it stands on and goes with: the table of a trigger or a policy. Absent: it stands alone. */
  readonly table?: string
  /** A routine's has the types of its arguments behind it: `last_day(timestamp with time zone)`. */
  readonly name: string
  /** The text, in the form that the dialect documents for the kind: the query of a view. Absent: `options` say all. */
  readonly definition?: string
  /** The rest, as the dialect documents for the kind. */
  readonly options?: Readonly<Record<string, JsonValue>>
}

/** What a table or a view owns: its columns, constraints, indexes, and objects such as triggers. */
export type TablePartNode =
  | Extract<SchemaNode, { readonly kind: ConstraintKind | "column" | "index" }>
  | DefinedPart

/** A defined object that stands on a table or a view. */
export type DefinedPart = DefinedNode & { readonly table: string }

/** Who owns an object, and who else may do what with it. */
export interface ObjectRights {
  /** The key of the object's node, see `nodeKey`. */
  readonly of: string
  readonly owner: string
  /** Absent: the engine's default for its kind. */
  readonly grants?: readonly Grant[]
}

/** A right somebody was given. */
export interface Grant {
  /** `select`, `usage`, … */
  readonly privilege: string
  /** A role; absent: everybody. */
  readonly to?: string
  /** Only for this column. */
  readonly column?: string
  /** May give it to others. */
  readonly grantable?: true
}

/** Something that exists and that the model has no words for. */
export interface UnmodelledObject {
  /** In the engine's words: `aggregate`, `rule`, `publication`. */
  readonly kind: string
  readonly schema?: string
  readonly name: string
}

/** The kinds in the order in which a schema lists them and a `create table` spells them. */
export const nodeKinds = [
  "namespace",
  "enum",
  "table",
  "column",
  "primaryKey",
  "unique",
  "foreignKey",
  "check",
  "exclusion",
  "index",
  "defined",
] as const satisfies readonly NodeKind[]

/** Whether a node is a constraint of a table. */
export function isConstraint(node: SchemaNode): node is ConstraintNode {
  return (constraintKinds as readonly NodeKind[]).includes(node.kind)
}

const constraintKinds = [
  "primaryKey",
  "unique",
  "foreignKey",
  "check",
  "exclusion",
] as const satisfies readonly ConstraintKind[]

/** Whether a node belongs to a table or a view. */
export function isTablePart(node: SchemaNode): node is TablePartNode {
  return "table" in node
}
