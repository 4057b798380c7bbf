/**
 * The model beneath declared schemas, live databases and replayed revisions: a flat list of plain, frozen,
 * JSON-serialisable nodes. A name without `schema` lies in the default schema of the run. Absent attributes mean the
 * default; no attribute is ever `undefined` on purpose, so that nodes compare with deep equality.
 */
export interface Schema {
  readonly nodes: readonly SchemaNode[]
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
  | IndexNode

/** The kinds of nodes. */
export type NodeKind = SchemaNode["kind"]

/** A schema of the database (`create schema`), called a namespace here because *schema* is the whole. */
export interface NamespaceNode {
  readonly kind: "namespace"
  readonly name: string
}

/** An enumerated type with its values in order. */
export interface EnumNode {
  readonly kind: "enum"
  readonly schema?: string
  readonly name: string
  readonly values: readonly string[]
}

/** A table; what belongs to it are nodes of their own that carry its name in `table`. */
export interface TableNode {
  readonly kind: "table"
  readonly schema?: string
  readonly name: string
}

interface TablePart {
  readonly schema?: string
  readonly table: string
  readonly name: string
}

/** A column. */
export interface ColumnNode extends TablePart {
  readonly kind: "column"
  /**
   * The type as text, in the portable spelling where there is one (`integer`, `bigint`, `double`, `text`, `boolean`,
   * `numeric(10,2)`, `timestamptz`, `timestamp`, `date`, `json`, `bytes`, `uuid`, `varchar(20)`), else in the engine's own.
   * An enum's is its name, with `enum` set.
   */
  readonly type: string
  /** Set where the type is an enumerated one: the values it has, for engines without such types. */
  readonly enum?: { readonly schema?: string; readonly name: string }
  /** Absent means NOT NULL. */
  readonly nullable?: true
  /** The default as SQL text. */
  readonly default?: string
  /** Numbers assigned by the engine. `always: false`: only where no value is given. */
  readonly identity?: { readonly always: boolean }
}

/** A primary key. */
export interface PrimaryKeyNode extends TablePart {
  readonly kind: "primaryKey"
  readonly columns: readonly string[]
}

/** A unique constraint. */
export interface UniqueNode extends TablePart {
  readonly kind: "unique"
  readonly columns: readonly string[]
}

/** What a foreign key does when the row it points at goes or changes; absent means no action. */
export type ReferentialAction = "cascade" | "restrict" | "set null" | "set default"

/** A foreign key. */
export interface ForeignKeyNode extends TablePart {
  readonly kind: "foreignKey"
  readonly columns: readonly string[]
  readonly references: {
    readonly schema?: string
    readonly table: string
    readonly columns: readonly string[]
  }
  readonly onDelete?: ReferentialAction
  readonly onUpdate?: ReferentialAction
}

/** A check constraint; `expression` is SQL text without the outer parentheses. */
export interface CheckNode extends TablePart {
  readonly kind: "check"
  readonly expression: string
}

/** One key of an index: a column or an SQL expression. */
export type IndexKey = ({ readonly column: string } | { readonly expression: string }) & {
  readonly descending?: true
  /** Where it differs from the engine's default (PostgreSQL: nulls last ascending, first descending). */
  readonly nulls?: "first" | "last"
}

/** An index that no constraint owns. */
export interface IndexNode extends TablePart {
  readonly kind: "index"
  readonly keys: readonly IndexKey[]
  readonly unique?: true
  /** The predicate of a partial index, as SQL text. */
  readonly where?: string
}

/** What a table owns: its columns, constraints and indexes. */
export type TablePartNode = Extract<SchemaNode, { readonly table: string }>

/** The constraints of a table. */
export type ConstraintNode = PrimaryKeyNode | UniqueNode | ForeignKeyNode | CheckNode

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
  "index",
] as const satisfies readonly NodeKind[]
