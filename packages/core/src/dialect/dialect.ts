import type { Kysely } from "kysely"

import type {
  CompileContext,
  Compiler,
  DefinedKind,
  Definition,
  Hazard,
  Operation,
  Step,
} from "../operations/definition.ts"
import type { Catalog } from "../schema/catalog.ts"
import type { DefinedNode, NodeKind, Schema, SchemaNode } from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { DeclarationWords } from "./declaration.ts"
import type { SessionHook } from "./session-hook.ts"

/** A Kysely over a database whose tables are not known. */
// oxlint-disable-next-line typescript/no-explicit-any -- a dialect meets databases of any shape
export type AnyDatabase = Kysely<any>

/** The names of what belongs to a column, where the engine chooses them. */
export interface ImpliedNames {
  /** Of the sequence of an identity, which shares the names of tables. */
  readonly sequence: string
  /** Of the NOT NULL, which shares the names of the table's constraints. */
  readonly notNull: string
}

/**
 * What one engine says differently. Few members, most optional; the core asks and never compares names.
 * Every `db` handed in is without plugins.
 */
export interface Dialect {
  /** For messages only: "PostgreSQL". */
  readonly name: string

  /**
   * Reads the schema of a database. Names in the default schema come without `schema`, types in the model's spelling
   * (see `ColumnNode.type`), expressions as the engine prints them. Absent: the engine can't be read, so nothing can
   * be generated against it; revisions still run.
   */
  introspect?(db: AnyDatabase, options: IntrospectOptions): Promise<Schema>

  /**
   * Lends an empty place with the same engine, gone afterwards whatever happens. Absent: expressions are compared as text,
   * and differences that are none may be reported.
   */
  scratch?<T>(db: AnyDatabase, options: ScratchOptions, work: (place: ScratchPlace) => Promise<T>): Promise<T>

  /** Compilers that replace the default ones, by kind of operation. Absent: the default ones, which use Kysely's schema builder. */
  // oxlint-disable-next-line typescript/no-explicit-any -- each compiler takes the operation of its own kind
  readonly compilers?: Readonly<Record<string, Compiler<any>>>

  /** Whether the compiler here reads `before` for an operation. Absent: what its definition says. */
  needsBefore?(operation: Operation): boolean

  /** Which operations are compiled as one: on SQLite several changes of a table build it anew once. Absent: each by itself. */
  readonly together?: Together

  /** What is known of the types of defined objects (views, functions, triggers), by type. Absent: the engine has none. */
  readonly objects?: Readonly<Record<string, DefinedKind>>

  /** Kinds of operations of the dialect's own, by kind. Absent: none. */
  readonly operations?: Readonly<Record<string, Definition<Operation & { readonly kind: string }>>>

  /**
   * What to know before an operation runs here, besides what its definition says: what becomes of the values that exist.
   * The operation is resolved, and `before` is the schema before it, where that is known. Absent: nothing.
   */
  hazards?(operation: Operation, before: Catalog | undefined): readonly Hazard[]

  /** The engine's spelling of a column's type. Absent: the portable spelling in standard SQL. */
  columnType?(column: ColumnNode): string

  /** The engine's words for a column whose numbers it assigns; empty where the type says it all. Absent: `generated always as identity`. */
  identity?(column: ColumnNode): string

  /**
   * Whether a live node is the declared one to the engine, where exact comparison of it with the declared one's canonical
   * form says no. Of a column that is not, it is asked again for each attribute that differs, with the live column that
   * has this one attribute of the declared. Absent: never.
   */
  same?(live: SchemaNode, declared: SchemaNode): boolean

  /** Kinds of nodes that the engine holds. What it lacks is compared with the replayed revisions instead. Absent: all but `enum` and `namespace`. */
  readonly holds?: readonly NodeKind[]

  /**
   * Whether a foreign key may name a table that is not there yet. Absent: no, and the keys of tables that refer to each
   * other are added once all are there.
   */
  readonly forwardReferences?: boolean

  /**
   * The names that the engine gives what belongs to a column and has none written: what goes makes room for what comes.
   * Absent: such things have no names, or nothing else can have the same.
   */
  impliedNames?(column: ColumnNode): ImpliedNames

  /**
   * Whether changes of one table are to stand together in a generated revision, as far as nothing between them minds: for an
   * engine that builds the table anew, and does it once then. Absent: they stand by what they do.
   */
  readonly gathers?: boolean

  /**
   * Whether a rolled-back transaction undoes `create table`. Absent: asked of the database itself by trying it.
   * Where it does not, a run is recorded revision by revision, and a failure says what stays.
   */
  readonly transactionalDdl?: boolean

  /**
   * Brackets one transaction of a run: a connection, the transaction, the lock, the settings; commits when `work` is done,
   * else rolls back. Where `db` is a transaction of the caller's, begins and commits nothing. Absent: a plain transaction,
   * the lock being the control row of the history tables.
   */
  session?<T>(
    db: AnyDatabase,
    options: SessionOptions,
    work: (connection: AnyDatabase) => Promise<T>,
  ): Promise<T>

  /**
   * Holds the lock of a run on a connection of its own while `work` uses others: for a run with statements that stand
   * outside of any transaction. Absent: each transaction of such a run takes the lock by itself, and nothing is locked while
   * those statements run.
   *
   * @throws AludelError `lock/timeout`, `run/aborted`; `lock/connection` where there is no second connection to be had
   */
  hold?<T>(db: AnyDatabase, options: SessionOptions, work: (held: HeldLock) => Promise<T>): Promise<T>

  /**
   * Whether what an operation makes can only be used once its transaction is over, so that the transaction must end behind
   * it: a value added to an enum in PostgreSQL. Absent: never.
   *
   * @param earlier what runs before it in the same transaction
   * @param db may be asked what its server allows; absent for a script, which must hold for all servers
   */
  endsTransaction?(
    operation: Operation,
    earlier: readonly Operation[],
    db: AnyDatabase | undefined,
  ): boolean | Promise<boolean>

  /** Whether a failure goes away when the whole transaction is run again: a deadlock. Absent: none does. */
  isTransient?(failure: StatementFailure): boolean

  /**
   * Whether a run can be stopped while a statement executes, since the driver does not block the process meanwhile and the
   * session ends the statement. Absent: no, and the command leaves signals their default action.
   */
  readonly interruptible?: boolean

  /**
   * Which process of the server still executes a statement, so that a run that was killed is not taken for over; nothing
   * where none does. Absent: an engine that ends with its client.
   */
  executing?(db: AnyDatabase, sql: string): Promise<string | undefined>

  /**
   * Whether a table, or a schema of the database, is there. Absent: Kysely's introspection is asked, which reads all
   * tables of the database.
   */
  exists?(
    db: AnyDatabase,
    object: { readonly kind: "table" | "namespace"; readonly schema?: string; readonly name: string },
  ): Promise<boolean>

  /** The schemas of the database by name, without the engine's own and those that belong to extensions. Absent: the engine has none. */
  namespaces?(db: AnyDatabase): Promise<readonly string[]>

  /** The statement that makes a schema of the database unless it is there. Absent: the engine has no schemas. */
  createNamespace?(name: string): string

  /** What stands before and after the statements of an offline script. Absent: `begin` and `commit`. */
  offline?(options: { readonly defaultSchema?: string | undefined }): {
    readonly begin: readonly string[]
    readonly end: readonly string[]
  }

  /** How a schema that was read is printed as a declaration. Absent: with core's builders alone. */
  readonly declaration?: DeclarationWords

  /**
   * What to do about a statement that the engine refused, where its own hint does not say it in Aludel's words. Absent:
   * the engine's hint is all there is.
   */
  hint?(failure: StatementFailure): string | undefined

  /** Opens a database by its URL, for the command. Absent: the configuration must bring a Kysely. */
  connect?(options: ConnectOptions): Promise<AnyDatabase>
}

/** Compiles several operations that follow each other as one. */
export interface Together {
  /** Whether an operation joins those before it. */
  joins(operations: readonly Operation[], next: Operation): boolean
  /** Compiles two operations or more, each of which joined those before it. */
  compile(operations: readonly Operation[], context: CompileContext): readonly Step[]
}

/** What to read. */
export interface IntrospectOptions {
  /** The schema that names without one lie in. Default: the engine's own (PostgreSQL: the first of `search_path` that exists). */
  readonly defaultSchema?: string | undefined
  /** Further schemas to read, by name; those that do not exist yield nothing. Default: none. */
  readonly schemas?: readonly string[] | undefined
  /** Tables to leave out, in the default schema or `schema.name`: the history tables. Default: none. */
  readonly exclude?: readonly string[] | undefined
  /** Read who owns the objects and may do what with them, too (`Schema.rights`). Default: false. */
  readonly rights?: boolean | undefined
  /** Read the columns of views, too (`Schema.viewColumns`). Default: false. */
  readonly viewColumns?: boolean | undefined
  /** Look for what the model has no words for, too (`Schema.unmodelled`). Default: false. */
  readonly unmodelled?: boolean | undefined
}

/** What an engine says of a statement that it refused. */
export interface StatementFailure {
  readonly message: string
  /** SQLSTATE, or what the driver has in its place. */
  readonly code?: string
}

/** What the empty place is for. */
export interface ScratchOptions {
  /** The schemas that will be used besides the default one; the place makes them. */
  readonly schemas: readonly string[]
  /** The defined objects that will be created there, of those that lie in no schema (extensions): the place does not make them. Default: none. */
  readonly objects?: readonly Pick<DefinedNode, "type" | "name">[] | undefined
  /** The default schema of the run, where types and functions are found that the place does not make anew. Default: what the connection has. */
  readonly defaultSchema?: string | undefined
  /** Opens another database like the first, where that is possible (see `ScratchSettings.connect`). Absent: only what `db` itself can give. */
  readonly settings?: ScratchSettings | undefined
  /** Raw SQL and code of the project's will run there: no part of another database will do. Default: false. */
  readonly ownPlace?: boolean | undefined
  /** The run's database is not there to be asked: `db` never connects. Default: false. */
  readonly offline?: boolean | undefined
  /** Ends a statement that runs there. Default: none. */
  readonly signal?: AbortSignal | undefined
  /** Told which kind of place was chosen and why: one sentence. Default: nobody is told. */
  onChoice?(sentence: string): void
}

/** What a project says of its scratch. */
export interface ScratchSettings {
  /**
   * Opens a database by name on the server of the run; the command has it from its URL. Whoever asks closes it. Absent:
   * no temporary databases.
   */
  connect?(database: string): Promise<AnyDatabase>
  /** The URL of a database to use as scratch: everything in it is dropped, before and after. Absent: none is set aside. */
  readonly url?: string | undefined
  /** Opens that database; whoever asks closes it. Default: as the dialect opens any URL. */
  open?(url: string): Promise<AnyDatabase>
  /**
   * Makes what a schema refers to but does not own: extensions, roles, `auth.users`; SQL or a function. It runs first, and
   * what it made is not part of the schema. Where the place is a transaction in the run's own database, it does not run:
   * what it makes is there already. Absent: nothing.
   */
  readonly prepare?: string | ((db: AnyDatabase) => Promise<void>) | undefined
  /** Imports a module as the project's files would: an engine that runs within the process. Default: as the dialect's own files do. */
  import?(specifier: string): Promise<unknown>
}

/** An empty place with the same engine. */
export interface ScratchPlace {
  /** One connection to it, without plugins. */
  readonly db: AnyDatabase
  /** What a schema is called there; `undefined` asks for the default one. Absent: all names stay. */
  schemaName?(schema: string | undefined): string | undefined
  /** Executes SQL text of several statements. Absent: the driver takes such text as one query. */
  execute?(text: string): Promise<void>
  /** What is done there is committed after so many operations, for each takes locks until then. Absent: nothing is begun or committed. */
  readonly chunk?: number
  /** More tables than this can't be made there at once. Absent: no limit. */
  readonly maximumTables?: number
  /** What to do about a statement that failed there: what the place lacks. Absent: what the dialect says. */
  hint?(failure: StatementFailure): string | undefined
}

/** How a run, or one transaction of it, is bracketed. */
export interface SessionOptions {
  /** What is locked: the full name of the history table. Two runs with the same name exclude each other. */
  readonly lock: string
  /** How long to wait for the lock, in milliseconds; then AludelError `lock/timeout`. Default: no limit. */
  readonly lockTimeout?: number | undefined
  /** The default schema of the run, made the meaning of unqualified names while it lasts. Default: what the connection has. */
  readonly defaultSchema?: string | undefined
  /** Ends the wait for the lock, and a statement that runs, with AludelError `run/aborted` or the engine's own. Default: none. */
  readonly signal?: AbortSignal | undefined
  /** How long a statement may wait for a lock of the database's, in milliseconds. Default: what the connection has. */
  readonly statementLockTimeout?: number | undefined
  /** What `hold` has handed over: the lock is held already. Default: it is not, and the session takes it. */
  readonly held?: HeldLock | undefined
  /**
   * Whether no transaction is begun: the connection is for statements that stand alone. It has the settings of a run as far
   * as they can be set for it alone, and the lock is not taken. Default: false.
   */
  readonly alone?: boolean | undefined
  /** What the connection does first, once it has the lock; in a transaction of the caller's nothing. Default: nothing. */
  readonly hook?: SessionHook | undefined
  /** Told once when somebody else holds the lock, with who it is where that can be known. Default: nobody is told. */
  onWait?(holder?: string): void
}

/** The lock of a run, held apart from its transactions. A dialect may keep more in it, for its own sessions. */
export interface HeldLock {
  /**
   * Makes sure that it is held still.
   *
   * @throws AludelError `lock/lost` where its connection is gone
   */
  check(): Promise<void>
}

/** Which database to open. */
export interface ConnectOptions {
  /** `postgres://…`, `sqlite:path`, `sqlite::memory:`. */
  readonly url: string
  /** Another database of the same server, by name, instead of the URL's own. Default: the URL's own. */
  readonly database?: string | undefined
  /** Only to compile with: never connects, needs no driver; the URL may be empty then. Default: false, and a database that can't be reached is refused at once. */
  readonly offline?: boolean | undefined
}
