import type { ObjectName } from "../schema/catalog.ts"
import type { DefinedNode, SchemaNode, TablePartNode } from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { ConstraintNode } from "../schema/nodes/constraints.ts"
import type { IndexNode } from "../schema/nodes/indexes.ts"
import type { TableAttributes } from "../schema/nodes/tables.ts"
import type { SqlData } from "../sql/sql.ts"
import type { DataCode, Operation } from "./definition.ts"

// Payloads mirror: adding and dropping carry the same thing; an alteration carries `from` and `to`. What is optional
// under "resolved" is absent as written and filled from the schema before the operation.

interface OnTable {
  readonly schema?: string
  readonly table: string
}

/** Creates a table with its columns, constraints and indexes: `nodes` in the order of a schema, the table's own node first. */
export interface CreateTable extends Operation, ObjectName {
  readonly kind: "createTable"
  readonly nodes: readonly SchemaNode[]
  readonly ifNotExists?: true
}

/** Drops a table. Resolved: with the nodes it had. */
export interface DropTable extends Operation, ObjectName {
  readonly kind: "dropTable"
  readonly nodes?: readonly SchemaNode[]
  readonly ifExists?: true
}

/** Renames a table within its schema. */
export interface RenameTable extends Operation {
  readonly kind: "renameTable"
  readonly schema?: string
  readonly from: string
  readonly to: string
}

/** What of a table's own attributes changes; `null` takes the attribute away. */
export type TableChange = { readonly [K in keyof TableAttributes]?: TableAttributes[K] | null } & ColumnOrder

/** In which order the columns of a table stand. Declarations say it for new tables; it is no difference between schemas. */
export interface ColumnOrder {
  /** SQLite: the columns by name; those left out come behind, in the order that they had. */
  readonly columnOrder?: readonly string[]
}

/** Alters what a table is besides its parts. Resolved: `from` has the same attributes as `to`. */
export interface AlterTable extends Operation, ObjectName {
  readonly kind: "alterTable"
  readonly to: TableChange
  readonly from?: TableChange
}

/** Adds a column with the constraints that stand on it. `nodes`: the column first. */
export interface AddColumn extends Operation, OnTable {
  readonly kind: "addColumn"
  readonly name: string
  readonly ifNotExists?: true
  readonly nodes: readonly TablePartNode[]
  /** SQL text that gives the value of rows that exist, for a NOT NULL column without a default. */
  readonly fill?: string
}

/** Drops a column. Resolved: `nodes` is the column, then every constraint and index that goes with it. */
export interface DropColumn extends Operation, OnTable {
  readonly kind: "dropColumn"
  readonly name: string
  readonly ifExists?: true
  readonly nodes?: readonly TablePartNode[]
  /** What `fill` of the reverse is; kept so that reversing twice gives the same operation. */
  readonly fill?: string
}

/** The attributes of a column that can be altered; `null` takes the attribute away. */
export interface ColumnChange {
  readonly type?: string
  readonly enum?: ObjectName | null
  readonly nullable?: boolean
  readonly default?: string | null
  readonly identity?: ColumnNode["identity"] | null
  readonly generated?: ColumnNode["generated"] | null
  readonly collation?: string | null
  readonly compression?: string | null
  readonly storage?: ColumnNode["storage"] | null
  readonly statistics?: number | null
  readonly parameters?: ColumnNode["parameters"] | null
  readonly notNull?: ColumnNode["notNull"] | null
}

/** Alters a column. Resolved: `from` has the same attributes as `to`. */
export interface AlterColumn extends Operation, OnTable {
  readonly kind: "alterColumn"
  readonly name: string
  readonly to: ColumnChange
  readonly from?: ColumnChange
  /** SQL text that converts existing values to the new type. */
  readonly using?: string
  /** SQL text that replaces NULLs before the column becomes NOT NULL. */
  readonly fill?: string
  /** Resolved, where it is computed and is no longer to be: the column that it was. */
  readonly column?: ColumnNode
  /** What `using` and `fill` are in the other direction; kept by reversing, so that reversing twice gives the same operation. */
  readonly back?: Pick<AlterColumn, "using" | "fill">
}

/** Renames a column. */
export interface RenameColumn extends Operation, OnTable {
  readonly kind: "renameColumn"
  readonly from: string
  readonly to: string
}

/** Creates an index. */
export interface CreateIndex extends Operation, OnTable {
  readonly kind: "createIndex"
  readonly name: string
  readonly index: IndexNode
  /** Without locking writers out, and so outside of any transaction. */
  readonly concurrently?: true
  readonly ifNotExists?: true
}

/** Drops an index. Resolved: with the index it was. */
export interface DropIndex extends Operation, OnTable {
  readonly kind: "dropIndex"
  readonly name: string
  readonly index?: IndexNode
  readonly concurrently?: true
  readonly ifExists?: true
}

/** Renames an index. */
export interface RenameIndex extends Operation, OnTable {
  readonly kind: "renameIndex"
  readonly from: string
  readonly to: string
}

/** Adds a constraint to a table. */
export interface AddConstraint extends Operation, OnTable {
  readonly kind: "addConstraint"
  readonly name: string
  readonly ifNotExists?: true
  readonly constraint: ConstraintNode
}

/** Drops a constraint. Resolved: with the constraint it was. */
export interface DropConstraint extends Operation, OnTable {
  readonly kind: "dropConstraint"
  readonly name: string
  readonly ifExists?: true
  readonly constraint?: ConstraintNode
}

/** Looks at the rows from before a constraint that was added without (`notValid`). Resolved: with the constraint it was. */
export interface ValidateConstraint extends Operation, OnTable {
  readonly kind: "validateConstraint"
  readonly name: string
  readonly constraint?: ConstraintNode
}

/** Renames a constraint. */
export interface RenameConstraint extends Operation, OnTable {
  readonly kind: "renameConstraint"
  readonly from: string
  readonly to: string
}

/** Creates a schema of the database. */
export interface CreateNamespace extends Operation {
  readonly kind: "createSchema"
  readonly name: string
  readonly comment?: string
  readonly ifNotExists?: true
}

/** Drops a schema of the database, which must be empty. */
export interface DropNamespace extends Operation {
  readonly kind: "dropSchema"
  readonly name: string
  readonly comment?: string
  readonly ifExists?: true
}

/** Creates an enumerated type. */
export interface CreateEnum extends Operation, ObjectName {
  readonly kind: "createEnum"
  readonly ifNotExists?: true
  readonly values: readonly string[]
  readonly comment?: string
}

/** Drops an enumerated type. Resolved: with the values it had. */
export interface DropEnum extends Operation, ObjectName {
  readonly kind: "dropEnum"
  readonly ifExists?: true
  readonly values?: readonly string[]
  readonly comment?: string
}

/** Adds values to an enumerated type: `to` is the whole list. Resolved: with the list it had. */
export interface AlterEnum extends Operation, ObjectName {
  readonly kind: "alterEnum"
  readonly to: readonly string[]
  readonly from?: readonly string[]
}

/** Renames an enumerated type within its schema. */
export interface RenameEnum extends Operation {
  readonly kind: "renameEnum"
  readonly schema?: string
  readonly from: string
  readonly to: string
}

/** Renames a value of an enumerated type. */
export interface RenameEnumValue extends Operation, ObjectName {
  readonly kind: "renameEnumValue"
  readonly from: string
  readonly to: string
}

/** Renames a schema of the database. */
export interface RenameNamespace extends Operation {
  readonly kind: "renameSchema"
  readonly from: string
  readonly to: string
}

/** Creates a defined object. */
export interface CreateObject extends Operation {
  readonly kind: "createObject"
  readonly object: DefinedNode
  readonly ifNotExists?: true
}

/** What a defined object is called. */
export type DefinedName = Pick<DefinedNode, "type" | "schema" | "table" | "name">

/** Drops a defined object. Resolved: with the object it was. */
export interface DropObject extends Operation, DefinedName {
  readonly kind: "dropObject"
  readonly object?: DefinedNode
  readonly ifExists?: true
}

/** Turns a defined object into another of the same name. Resolved: with the one that it was. */
export interface ReplaceObject extends Operation {
  readonly kind: "replaceObject"
  readonly to: DefinedNode
  readonly from?: DefinedNode
}

/** Renames a defined object within its schema. */
export interface RenameObject extends Operation, DefinedName {
  readonly kind: "renameObject"
  readonly to: string
}

/** Says something about an object of the database, or no longer. Resolved: with what was said. */
export interface SetComment extends Operation {
  readonly kind: "setComment"
  readonly on: CommentTarget
  readonly to: string | null
  readonly from?: string | null
}

/** What a comment is about: what identifies a node. */
export type CommentTarget = Pick<SchemaNode, "kind" | "name"> & {
  readonly type?: string
  readonly schema?: string
  readonly table?: string
}

/** Raw SQL with bound values. It may change the schema, so replay stops knowing it, unless `effect` says what it amounts to. */
export interface RunSql extends Operation {
  readonly kind: "sql"
  readonly sql: SqlData
  /** The operations that it amounts to for the schema; an empty list: it changes only data. */
  readonly effect?: readonly Operation[]
}

/** Data code. Only its place counts in hashes; it can't be stored. */
export interface RunCode extends Operation {
  readonly kind: "run"
  readonly fn: DataCode
  /** What offline SQL prints in its place. */
  readonly offline?: SqlData
  /** What it changes in the schema; absent: nothing. */
  readonly effect?: readonly Operation[]
}

/** Inserts rows, several in one statement. Keys are column names; a value is a plain value that the driver binds. */
export interface BulkInsert extends Operation, OnTable {
  readonly kind: "bulkInsert"
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}
