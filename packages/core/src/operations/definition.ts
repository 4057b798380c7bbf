import type { Kysely } from "kysely"

import type { Catalog, ObjectName } from "../schema/catalog.ts"
import type { DefinedNode, NodeKind, SchemaNode } from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { Sql, SqlData } from "../sql/sql.ts"

/** One change, as plain frozen data. What its kind means is said by its {@link Definition}. */
export interface Operation {
  readonly kind: string
}

/** The answer of an operation that has no reverse: why, as a clause ("it runs data code"). */
export interface Irreversible {
  readonly irreversible: string
}

/** Something to know before an operation runs. */
export interface Hazard {
  readonly kind:
    | "drops-data"
    | "needs-value"
    | "changes-values"
    | "rows-may-break"
    | "long-lock"
    | "irreversible"
  /** One sentence with the names in it. */
  readonly message: string
  /** What to do about it. Default: what goes for all of its kind. */
  readonly advice?: string | undefined
}

/** A statement to execute: its text with the engine's placeholders, and the values bound to them. */
export interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
  /** Set where the engine refuses it inside a transaction (`create index concurrently`): how to tell what became of it. */
  readonly alone?: Postcheck
}

/** Tells from the catalog what became of a statement that runs outside a transaction, so that a crash can be resumed. */
export interface Postcheck {
  /** A query of one row with one column, `state`: `done`, `absent`, or `invalid` where it is half done. */
  readonly query: string
  /** What takes away what is half done, so that the statement can be run again; itself outside a transaction. */
  readonly repair: string
}

/** What an operation compiles to: statements, or code of a person's that is lent the connection. */
export type Step =
  | ({ readonly kind: "statement" } & Statement)
  | { readonly kind: "run"; readonly fn: DataCode; readonly offline?: SqlData }

/** Data code of a revision; the handle is a Kysely over the run's one connection, with the caller's plugins. */
// oxlint-disable-next-line typescript/no-explicit-any -- the tables of a revision are those of its moment, not of a type
export type DataCode = (db: Kysely<any>) => Promise<unknown>

/** What a compiler may ask. */
export interface CompileContext {
  /** To compile with, never to execute: without plugins, names qualified with the default schema of the run. */
  // oxlint-disable-next-line typescript/no-explicit-any -- compiles any table
  readonly db: Kysely<any>
  /** The engine's spelling of a column's type. */
  columnType(column: ColumnNode): string
  /** The engine's words for a column whose numbers it assigns, to stand behind the type; empty where it has none. */
  identity(column: ColumnNode): string
  /** Whether the engine holds nodes of this kind, for example enums. */
  holds(kind: NodeKind): boolean
  /** What the dialect knows of a type of defined objects: `view`; nothing where the engine has none. */
  object(type: string): DefinedKind | undefined
  /** The name as the builders of Kysely take it whose steps `statement` makes: `schema.name`, or `name` in the default schema. */
  name(object: ObjectName): string
  /** The parts of a name for raw SQL, to spread into `sql.id(…)`: the schema (the default one of the run too, where it is known) and the name. */
  path(object: ObjectName): readonly string[]
  /** The schema at this moment; only for definitions and compilers that declare `needsBefore`. */
  readonly before: Catalog | undefined
}

/**
 * What a dialect knows of one type of defined objects, such as views. Statements name an object in the default schema as
 * `context.path` says; the texts inside stay as they are, and `search_path` gives their names a meaning.
 */
export interface DefinedKind {
  /**
   * Where objects of the type stand in the order of creation, tables being 0: types below, views above. Objects that
   * mention each other go by that first. Dropping goes the other way round.
   */
  readonly rank: number
  /** The statements that create the object, its comment apart. */
  create(node: DefinedNode, context: CompileContext): readonly string[]
  /** The statements that drop it. */
  drop(node: DefinedNode, context: CompileContext): readonly string[]
  /** The statements that turn one into the other in place; nothing where only dropping and creating does. Absent: never. */
  replace?(from: DefinedNode, to: DefinedNode, context: CompileContext): readonly string[] | undefined
  /** Whether it holds something of its own that is lost when it is dropped: how far a sequence has counted. Absent: no. */
  readonly holdsData?: true
  /** Whether it acts when rows of its table are written, and may change them: a trigger. Absent: no. */
  readonly actsOnWrites?: true
  /** Whether others may depend on it without naming it: an extension, whose operator class an index has by default. Absent: no. */
  readonly isAmbient?: true
  /** The statements that rename it. Absent: the engine can't. */
  rename?(from: DefinedNode, to: string, context: CompileContext): readonly string[]
  /** How `comment on` names it: `view "hotel_list"`. Absent: it has no comments. */
  commentTarget?(node: DefinedNode, context: CompileContext): string
  /**
   * The object as it can be created before what it refers to and what refers to it, where the two go in a ring: a
   * sequence without its owner. It is then replaced by the whole once all is there. Absent: nothing is left out.
   */
  early?(node: DefinedNode): DefinedNode | undefined
  /** Whether two objects of the same name are the same, where exact comparison would say no. Absent: never. */
  same?(live: DefinedNode, declared: DefinedNode): boolean
}

/** Turns one operation into steps. */
export type Compiler<O extends Operation = Operation> = (
  operation: O,
  context: CompileContext,
) => readonly Step[]

/**
 * A value that stands in a printed call of `op`, as plain data. `column` prints as a column builder with the
 * constraints it carries inline, `extras` as the callback that gives constraints and indexes (`columns`: what it is handed, the
 * others are named by text; absent: all), `type` as a column builder of just a type, `effect` as a function that declares operations.
 */
export type Argument =
  | string
  | number
  | bigint
  | boolean
  | null
  | Date
  | Uint8Array
  | readonly Argument[]
  | { readonly "~print": "sql"; readonly sql: SqlData }
  | { readonly "~print": "column"; readonly column: ColumnNode; readonly parts: readonly SchemaNode[] }
  | { readonly "~print": "type"; readonly column: Pick<ColumnNode, "type" | "enum"> }
  | {
      readonly "~print": "extras"
      readonly parts: readonly SchemaNode[]
      readonly columns?: readonly string[]
    }
  | { readonly "~print": "constraint"; readonly part: SchemaNode }
  | { readonly "~print": "code"; readonly text: string }
  | { readonly "~print": "effect"; readonly operations: readonly Operation[] }
  | { readonly "~print"?: never; readonly [key: string]: Argument | undefined }

/** What surrounds the making of an operation in a revision's body. */
export interface Recording {
  /** Compiles the Kysely builders of `op.sql`; absent: none is at hand. */
  // oxlint-disable-next-line typescript/no-explicit-any -- compiles any table
  readonly kysely?: Kysely<any>
  /** The operations that another body declares, apart from the recording itself. */
  record(body: (op: never) => unknown): readonly Operation[]
}

/** Everything there is to know about one kind of operation. A kind is one of these and one line in the registry. */
export interface Definition<O extends Operation> {
  readonly kind: O["kind"]
  /** Makes the operation from what a revision writes: the signature of `op.<kind>`. Names left out get those of the built-in convention. */
  make(...args: never[]): O
  /** Turns arguments that only a recording can answer (callbacks) into those that `make` takes; default: they stay. */
  prepare?(args: readonly unknown[], recording: Recording): readonly unknown[]
  /** What to write in a revision so that `make` gives this operation again. */
  arguments(operation: O): readonly Argument[]
  /** The operation in a few words, starting with a verb: `add column hotels.code`. */
  describe(operation: O): string
  /** The change in one line for the head of a printed revision: `+ hotels.code text`. Default: `~` and the description. */
  summary?(operation: O): string
  /**
   * Fills what the reverse needs from the schema before the operation; without it the operation says all there is.
   *
   * @throws AludelError `operation/invalid` where the schema lacks what the operation names
   */
  resolve?(operation: O, before: Catalog): O
  /** What `resolve` fills: a revision does not say it. Default: nothing. */
  readonly fills?: readonly (keyof O & string)[]
  /** What a revision says of it, where `resolve` fills more than whole attributes. Default: all but `fills`. */
  written?(operation: O): O
  /** The operation that undoes a resolved one, or several in their order. */
  reverse(operation: O): Operation | readonly Operation[] | Irreversible
  /** Changes a schema in memory as the engine would. */
  apply(operation: O, catalog: Catalog): void
  /** The default compiler; a dialect may replace it by name. */
  compile: Compiler<O>
  /** What to know before it runs; default: nothing. */
  hazards?(operation: O): readonly Hazard[]
  /** Whether `compile` reads `before` for this operation; default: no, and then the runner saves itself the introspection. */
  needsBefore?(operation: O): boolean
  /** Whether there is nothing to do, the schema before being known: of an operation with `ifExists` or `ifNotExists`. Default: no. */
  isDone?(operation: O, before: Catalog): boolean
  /** Whether a dialect may give it steps that stand outside of any transaction; default: no, and nobody compiles it to find out. */
  standsAlone?(operation: O): boolean
  /** Whether it is SQL or code of a person's own, of which no catalog tells what it did; default: no. */
  readonly isWritten?: true
  /** Whether the operation may change the schema in a way that replay can't know; default: no. */
  opaque?(operation: O): boolean
}

/** The value of an argument that prints as `` sql`…` ``. */
export function sqlArgument(sql: SqlData | Sql | string): Argument {
  return {
    "~print": "sql",
    sql:
      typeof sql === "string"
        ? { fragments: [sql], parts: [] }
        : { fragments: sql.fragments, parts: sql.parts },
  }
}
