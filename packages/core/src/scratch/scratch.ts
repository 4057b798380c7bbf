import type { AnyDatabase, Dialect, ScratchPlace } from "../dialect/dialect.ts"
import type { Engine } from "../dialect/generic.ts"
import { diff } from "../diff/diff.ts"
import { compileOperation, definition } from "../execution/compile.ts"
import { execute } from "../execution/execute.ts"
import { surroundings } from "../execution/surroundings.ts"
import type { Operation } from "../operations/definition.ts"
import { catalog } from "../schema/catalog.ts"
import type { Schema, SchemaNode } from "../schema/model.ts"
import { quoteName } from "../sql/sql.ts"

/** An empty place with the engine of a database, opened for structured work. */
export interface Scratch {
  /** Runs structured operations there; `sql` and `run` are never executed. */
  run(operations: readonly Operation[]): Promise<void>
  /** Creates the objects of a schema, in the order of their dependencies. */
  create(schema: Schema): Promise<void>
  /** What is there, under the names it was given. */
  introspect(): Promise<Schema>
}

/** What a scratch is opened with. */
export interface ScratchRequest {
  readonly db: AnyDatabase
  readonly dialect: Dialect & Required<Pick<Dialect, "introspect" | "scratch">>
  readonly engine: Engine
  /** The default schema of the run, whose place the scratch takes. */
  readonly defaultSchema: string | undefined
  /** The schemas used besides the default one. */
  readonly schemas: readonly string[]
}

/** Whether the dialect can open a scratch and read it. */
export function canScratch(dialect: Dialect): dialect is ScratchRequest["dialect"] {
  return dialect.scratch !== undefined && dialect.introspect !== undefined
}

/** Lends a scratch, gone afterwards whatever happens. */
export function withScratch<T>(
  { db, dialect, engine, defaultSchema, schemas }: ScratchRequest,
  work: (scratch: Scratch) => Promise<T>,
): Promise<T> {
  return dialect.scratch(db.withoutPlugins(), { defaultSchema, schemas }, (place) => {
    const there = (schema: string | undefined) => place.schemaName?.(schema) ?? schema
    const target = { db: place.db, dialect, engine, defaultSchema: there(undefined) }
    const introspect = () =>
      dialect.introspect(place.db, {
        defaultSchema: there(undefined),
        schemas: schemas.map((name) => there(name) ?? name),
      })
    const run = async (operations: readonly Operation[]) => {
      const definitionOf = (operation: Operation) => definition(operation, target)
      const around = surroundings(dialect, definitionOf, async () => catalog(await introspect()))
      for (const written of operations) {
        const operation = renameSchemas(written, there)
        await execute(compileOperation(operation, target, await around.before(operation)), {
          connection: place.db,
          caller: place.db,
          where: `on a scratch, ${definitionOf(written).describe(written)}`,
          afterFailure: "The database itself is untouched.",
        })
        around.applied(operation)
      }
    }
    return work({
      run,
      create: (schema) =>
        run(diff({ nodes: schema.nodes.filter((node) => node.kind === "namespace") }, schema, dialect)),
      introspect: async () => renameBack(await introspect(), place, schemas),
    })
  })
}

// Every name of another schema stands in a key `schema`, of a node or of a payload, so one walk renames them all.
function renameSchemas<T>(value: T, rename: (schema: string | undefined) => string | undefined): T {
  if (Array.isArray(value)) return value.map((item: unknown) => renameSchemas(item, rename)) as T
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [
      key,
      key === "schema" && typeof inner === "string" ? rename(inner) : renameSchemas(inner, rename),
    ]),
  ) as T
}

function renameBack(schema: Schema, place: ScratchPlace, schemas: readonly string[]): Schema {
  const names = new Map(schemas.map((name) => [place.schemaName?.(name) ?? name, name]))
  const back = (name: string | undefined) => (name === undefined ? undefined : (names.get(name) ?? name))
  return {
    nodes: schema.nodes.map((node): SchemaNode => {
      if (node.kind === "namespace") return { ...node, name: back(node.name) ?? node.name }
      return respelled(renameSchemas(node, back), names)
    }),
  }
}

// An engine spells other schemas out in expressions, too: a default of an enum's, a cast in a check.
function respelled<T>(value: T, names: ReadonlyMap<string, string>): T {
  if (typeof value === "string") {
    let text: string = value
    for (const [there, here] of names) if (there !== here) text = text.replaceAll(there, spelled(here))
    return text as T
  }
  if (Array.isArray(value)) return value.map((item: unknown) => respelled(item, names)) as T
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, respelled(inner, names)])) as T
}

function spelled(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : quoteName(name)
}
