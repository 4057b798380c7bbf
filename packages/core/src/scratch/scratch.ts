import type { AnyDatabase, Dialect, ScratchPlace, ScratchSettings } from "../dialect/dialect.ts"
import { AludelError } from "../errors/error.ts"
import type { Engine } from "../dialect/generic.ts"
import { runSessionHook, type SessionHook } from "../dialect/session-hook.ts"
import { diff } from "../diff/diff.ts"
import type { Operation } from "../operations/definition.ts"
import type { CreateObject } from "../operations/operation.ts"
import { attempt } from "../execution/attempt.ts"
import { query } from "../execution/execute.ts"
import { nodeKey, type ObjectName } from "../schema/catalog.ts"
import type { DefinedNode, NamespaceNode, Schema } from "../schema/model.ts"
import { runThere } from "./run.ts"
import { madeThere, renamedBack, renamedThere } from "./renamed.ts"

/** An empty place with the engine of a database, opened for structured work. */
export interface Scratch {
  /** Runs operations there; raw SQL and code only where the scratch was asked for with `ownPlace`. */
  run(operations: readonly Operation[], options?: ScratchRunOptions): Promise<void>
  /** Creates the objects of a schema, in the order of their dependencies. */
  create(schema: Schema): Promise<void>
  /** What is there, under the names it was given; without what was there before anything was created. */
  introspect(): Promise<Schema>
  /** Executes SQL text of several statements; only where the scratch was asked for with `ownPlace`. */
  execute(text: string): Promise<void>
  /** The parts of a table's name there. */
  path(object: ObjectName): readonly string[]
  /** Executes a statement, and says why the engine refused it where it did; then nothing of it stays. */
  attempt(statement: string): Promise<string | undefined>
  /** The rows of a query. */
  rows(query: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** One connection to it, for code of the project's; only where the scratch was asked for with `ownPlace`. */
  readonly db: AnyDatabase
}

/** How operations run on a scratch. */
export interface ScratchRunOptions {
  /** Each by itself, outside of transactions, as a revision with `transaction: false` wants it. Default: false. */
  readonly alone?: boolean | undefined
}

/** What a scratch is opened with. */
export interface ScratchRequest {
  readonly db: AnyDatabase
  readonly dialect: Dialect & Required<Pick<Dialect, "introspect" | "scratch">>
  readonly engine: Engine
  /** The default schema of the run, whose place the scratch takes. */
  readonly defaultSchema: string | undefined
  /** The schemas that will be created there: their namespaces are used, and what defined objects they hold is known. */
  readonly schemas: readonly Schema[]
  /** What the project says of its scratch. Default: nothing. */
  readonly settings?: ScratchSettings | undefined
  /** Raw SQL and code will run there, so that it must be no part of another database, and all its schemas are read. Default: false. */
  readonly ownPlace?: boolean | undefined
  /** The run's database is not there to be asked: `db` never connects. Default: false. */
  readonly offline?: boolean | undefined
  /** What the connection to the place does first. Default: nothing. */
  readonly hook?: SessionHook | undefined
  /** Stops what runs there before the next operation. Default: nothing does. */
  readonly signal?: AbortSignal | undefined
  /** Told which kind of place was chosen and why. Default: nobody is told. */
  onChoice?(sentence: string): void
}

/** Whether the dialect can open a scratch and read it. */
export function canScratch(dialect: Dialect): dialect is ScratchRequest["dialect"] {
  return dialect.scratch !== undefined && dialect.introspect !== undefined
}

/** Lends a scratch, gone afterwards whatever happens. */
export function withScratch<T>(request: ScratchRequest, work: (scratch: Scratch) => Promise<T>): Promise<T> {
  const { db, dialect, engine, defaultSchema, settings, ownPlace, offline, signal } = request
  const schemas = [...new Set(request.schemas.flatMap(schemasOf))].toSorted()
  const objects = request.schemas.flatMap(({ nodes }) => nodes.filter((node) => node.kind === "defined"))
  const onChoice = (sentence: string) => request.onChoice?.(sentence)
  const options = { defaultSchema, schemas, objects, settings, ownPlace, offline, signal, onChoice }
  return dialect.scratch(db.withoutPlugins(), options, async (place) => {
    const there = (schema: string | undefined) => place.schemaName?.(schema) ?? schema
    const written = new Map<string, string>()
    const inTexts = madeThere(request.schemas, there, written)
    const renamed = (operation: Operation) =>
      place.schemaName === undefined ? operation : renamedThere(operation, there, inTexts)
    const read = async (connection: AnyDatabase) => {
      const all = ownPlace === true ? ((await dialect.namespaces?.(connection)) ?? []) : []
      return dialect.introspect(connection, {
        defaultSchema: there(undefined) ?? defaultSchema,
        schemas: [...new Set([...schemas.map((name) => there(name) ?? name), ...all])],
      })
    }
    const introspect = async () => renamedBack(await read(place.db), place, { schemas, written })
    // What a place comes with: what `prepare` made, or, in the run's own database, what lies in no schema.
    const foreign = new Set((await introspect()).nodes.map(nodeKey))
    await runSessionHook(request.hook, place.db)
    const target = { db: place.db, dialect, engine, defaultSchema: there(undefined) ?? defaultSchema }
    const { chunk: _, ...withoutTransactions } = place
    const run = (operations: readonly Operation[], { alone = false }: ScratchRunOptions = {}) =>
      runThere(operations.map(renamed), {
        place: alone ? withoutTransactions : place,
        target,
        read,
        signal,
      })
    return work({
      db: place.db,
      execute: (text) => executeText(text, place),
      path: ({ schema, name }) => {
        const own = there(schema) ?? (schema === undefined ? defaultSchema : schema)
        return own === undefined ? [name] : [own, name]
      },
      attempt: async (statement) => {
        const done = await attempt(place.db, statement)
        return "refused" in done ? done.refused : undefined
      },
      rows: (text) => query(place.db, { sql: text, parameters: [] }),
      run: (operations, options) =>
        run(
          operations.filter((operation) => !isThere(operation, foreign)),
          options,
        ),
      create(schema) {
        const wanted = complete(schema).filter((node) => !foreign.delete(nodeKey(node)))
        return run(diff({ nodes: [] }, { nodes: wanted }, dialect))
      },
      async introspect() {
        const schema = await introspect()
        return { ...schema, nodes: schema.nodes.filter((node) => !foreign.has(nodeKey(node))) }
      },
    })
  })
}

async function executeText(text: string, place: ScratchPlace): Promise<void> {
  try {
    if (place.execute === undefined) await place.db.executeQuery(await compiledText(text))
    else await place.execute(text)
  } catch (cause) {
    throw new AludelError("run/failed", `the SQL failed on a scratch: ${(cause as Error).message}`, {
      cause,
      hint: "The database itself is untouched. What the SQL refers to but does not make is made by `scratch.prepare` in the configuration.",
    })
  }
}

async function compiledText(text: string) {
  const { CompiledQuery } = await import("kysely")
  return CompiledQuery.raw(text)
}

// What is wanted and was made beforehand is there already: an extension that only `prepare` may create.
function isThere(operation: Operation, foreign: Set<string>): boolean {
  const created = createdNode(operation)
  return created !== undefined && foreign.delete(nodeKey(created))
}

function createdNode(operation: Operation): DefinedNode | NamespaceNode | undefined {
  if (operation.kind === "createObject") return (operation as CreateObject).object
  if (operation.kind === "createSchema")
    return { kind: "namespace", name: (operation as Operation & NamespaceNode).name }
  return undefined
}

// A schema read from a database need not list the namespaces that its tables lie in.
function complete(schema: Schema): Schema["nodes"] {
  const listed = new Set(schema.nodes.flatMap((node) => (node.kind === "namespace" ? [node.name] : [])))
  const missing = schemasOf(schema).filter((name) => !listed.has(name))
  return [...missing.map((name) => ({ kind: "namespace" as const, name })), ...schema.nodes]
}

/** The schemas that a schema's nodes lie in, besides the default one. */
export function schemasOf(schema: Schema): readonly string[] {
  return [
    ...new Set(
      schema.nodes.flatMap((node) =>
        node.kind === "namespace" ? [node.name] : node.schema === undefined ? [] : [node.schema],
      ),
    ),
  ].toSorted()
}
