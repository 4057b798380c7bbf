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

/** A value that JSON holds. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }

/** Settings by name, as the engine spells them: `{ fillfactor: "70" }`. */
export type Parameters = Readonly<Record<string, string>>

interface Commented {
  /** What people say about it (`comment on`). Absent: nothing. */
  readonly comment?: string
}

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

/** The name of a table as nodes carry it. */
export interface TableReference {
  readonly schema?: string
  readonly table: string
}

/** A table; what belongs to it are nodes of their own that carry its name in `table`. */
export interface TableNode extends Commented, TableAttributes {
  readonly kind: "table"
  readonly schema?: string
  readonly name: string
}

/** What a table is besides its columns, constraints and indexes. All of it is some engine's own. */
export interface TableAttributes {
  /** PostgreSQL: not written to the log, emptied by a crash. */
  readonly unlogged?: true
  /** PostgreSQL: storage parameters, those of the TOAST table as `toast.…`. */
  readonly parameters?: Parameters
  /** PostgreSQL: the table access method where it is not the server's default. */
  readonly accessMethod?: string
  /** PostgreSQL: how the rows are spread over partitions; the table itself then holds none. */
  readonly partitionBy?: {
    readonly strategy: "range" | "list" | "hash"
    readonly keys: readonly PartitionKey[]
  }
  /**
   * PostgreSQL: the table is a partition of another. Its columns are that table's and are no nodes of its own, nor are the
   * constraints and indexes that it has from there. `bound` is SQL: `for values from (1) to (10)`, `default`.
   */
  readonly partitionOf?: TableReference & { readonly bound: string }
  /** PostgreSQL: the tables whose columns and checks it has besides its own; these are no nodes of its own. */
  readonly inherits?: readonly TableReference[]
  /** What a partition or an inheriting table says differently about columns that it has from there, by column. */
  readonly overrides?: Readonly<Record<string, ColumnOverride>>
  /** PostgreSQL: row level security is on. */
  readonly rowSecurity?: true
  /** PostgreSQL: it binds the owner of the table, too. */
  readonly forceRowSecurity?: true
  /** PostgreSQL: what the log says of old rows. `{ index }`: the columns of this unique index. Absent: the primary key. */
  readonly replicaIdentity?: "full" | "nothing" | { readonly index: string }
  /** SQLite: columns take only values of their types. */
  readonly strict?: true
  /** SQLite: the primary key is where the rows are stored. */
  readonly withoutRowid?: true
}

/** What of an inherited column is its own: `default: null` takes the default away. */
export interface ColumnOverride {
  readonly default?: string | null
  readonly nullable?: false
}

/** A column or an expression by which rows are spread. */
export type PartitionKey = ({ readonly column: string } | { readonly expression: string }) & {
  readonly collation?: string
  readonly operatorClass?: string
}

interface TablePart extends Commented {
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
  /** Numbers assigned by the engine. */
  readonly identity?: Identity
  /** Computed from the other columns of the row: on every write where `stored`, else whenever it is read. */
  readonly generated?: { readonly expression: string; readonly stored?: true }
  /** The collation where it is not the type's own, as SQL names it: `"C"`, `pg_catalog."de-x-icu"`, `NOCASE`. */
  readonly collation?: string
  /** PostgreSQL: how long values are compressed (`pglz`, `lz4`) where it is not the server's default. */
  readonly compression?: string
  /** PostgreSQL: where long values go, where it is not the type's default. */
  readonly storage?: "plain" | "external" | "extended" | "main"
  /** PostgreSQL: the statistics target where it is set. */
  readonly statistics?: number
  /** PostgreSQL: options of the planner, such as `n_distinct`. */
  readonly parameters?: Parameters
  /**
   * What the NOT NULL is besides being there. `name`: where it is not the engine's own choice (PostgreSQL 18:
   * `{table}_{column}_not_null`); `onConflict` is SQLite's.
   */
  readonly notNull?: {
    readonly name?: string
    readonly noInherit?: true
    readonly notValid?: true
    readonly onConflict?: ConflictAction
  }
}

/** How the engine numbers a column. Numbers of the sequence are text, for they have 64 bits. */
export interface Identity {
  /** `false`: only where no value is given. */
  readonly always: boolean
  readonly start?: string
  readonly increment?: string
  readonly minimum?: string
  readonly maximum?: string
  readonly cache?: string
  readonly cycle?: true
  /** The name of the sequence beneath where it is not `{table}_{column}_seq`. */
  readonly sequence?: string
}

/** SQLite: what is done with a row that breaks a constraint; absent: the statement fails. */
export type ConflictAction = "rollback" | "fail" | "ignore" | "replace"

/** When a constraint is checked that can wait for the end of the transaction: `deferred` there, `immediate` where not told so. */
export type Deferrable = "immediate" | "deferred"

interface KeyAttributes {
  /** PostgreSQL: further columns that its index holds. */
  readonly include?: readonly string[]
  readonly deferrable?: Deferrable
  /** PostgreSQL: storage parameters of its index. */
  readonly parameters?: Parameters
  /** PostgreSQL 18: the last column is a range, and no two rows with the others equal overlap in it. */
  readonly withoutOverlaps?: true
  /** SQLite. */
  readonly onConflict?: ConflictAction
  /**
   * SQLite: the columns of the key that are ordered from high to low; in `collations` those with a collation that is not
   * the column's.
   */
  readonly descending?: readonly string[]
  readonly collations?: Readonly<Record<string, string>>
  /** SQLite: the constraint has no name in the database; the one here is made up, and the same each time. */
  readonly unnamed?: true
}

/** A primary key. */
export interface PrimaryKeyNode extends TablePart, KeyAttributes {
  readonly kind: "primaryKey"
  readonly columns: readonly string[]
}

/** A unique constraint. */
export interface UniqueNode extends TablePart, KeyAttributes {
  readonly kind: "unique"
  readonly columns: readonly string[]
  /** PostgreSQL: two NULLs are the same. */
  readonly nullsNotDistinct?: true
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
  /** The columns that `set null` or `set default` on delete is about; absent: all. */
  readonly onDeleteColumns?: readonly string[]
  /** `full`: either all columns are NULL or none. Absent: one NULL is enough for the key not to be looked at. */
  readonly match?: "full"
  readonly deferrable?: Deferrable
  /** PostgreSQL: rows from before it have not been looked at. */
  readonly notValid?: true
  /** PostgreSQL 18: never looked at. */
  readonly notEnforced?: true
  /** PostgreSQL 18: the last column is a range that must be covered (`period`). */
  readonly period?: true
  readonly unnamed?: true
}

/** A check constraint; `expression` is SQL text without the outer parentheses. */
export interface CheckNode extends TablePart {
  readonly kind: "check"
  readonly expression: string
  /** PostgreSQL: tables that inherit from this one don't have it. */
  readonly noInherit?: true
  /** PostgreSQL: rows from before it have not been looked at. */
  readonly notValid?: true
  /** PostgreSQL 18: never looked at. */
  readonly notEnforced?: true
  readonly unnamed?: true
}

/** PostgreSQL: no two rows for which all the operators give true. */
export interface ExclusionNode extends TablePart {
  readonly kind: "exclusion"
  /** The index method: `gist`. */
  readonly method: string
  /** What is compared, and how: `&&`, `=`, `operator(public.~~)`. */
  readonly elements: readonly (IndexKey & { readonly operator: string })[]
  readonly include?: readonly string[]
  /** Only rows for which the SQL gives true. */
  readonly where?: string
  readonly deferrable?: Deferrable
  readonly parameters?: Parameters
}

/** One key of an index: a column or an SQL expression. */
export type IndexKey = ({ readonly column: string } | { readonly expression: string }) & {
  readonly descending?: true
  /** Where it differs from the engine's default (PostgreSQL: nulls last ascending, first descending). */
  readonly nulls?: "first" | "last"
  /** Where it is not the column's own, as SQL names it: `"C"`. */
  readonly collation?: string
  /** PostgreSQL: where it is not the type's default, with its parameters: `gin_trgm_ops`, `gist_trgm_ops(siglen='32')`. */
  readonly operatorClass?: string
}

/** An index that no constraint owns. */
export interface IndexNode extends TablePart {
  readonly kind: "index"
  readonly keys: readonly IndexKey[]
  readonly unique?: true
  /** The predicate of a partial index, as SQL text. */
  readonly where?: string
  /** PostgreSQL: `gin`, `gist`, `brin`, …; absent: `btree`. */
  readonly method?: string
  readonly include?: readonly string[]
  readonly nullsNotDistinct?: true
  readonly parameters?: Parameters
  /** PostgreSQL: its building failed, so it is kept up to date but not used. Never declared. */
  readonly invalid?: true
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

/** The constraints of a table. */
export type ConstraintNode = PrimaryKeyNode | UniqueNode | ForeignKeyNode | CheckNode | ExclusionNode

/** The kinds of constraints. */
export type ConstraintKind = "primaryKey" | "unique" | "foreignKey" | "check" | "exclusion"

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
