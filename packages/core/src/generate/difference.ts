import { diff } from "../diff/diff.ts"
import { holds } from "../dialect/generic.ts"
import { AludelError } from "../errors/error.ts"
import type { Operation } from "../operations/definition.ts"
import { resolve } from "../revisions/resolve.ts"
import { catalog, displayName } from "../schema/catalog.ts"
import type { Schema } from "../schema/model.ts"
import { canScratch, withScratch } from "../scratch/scratch.ts"
import { inWordsOf, type Given } from "./compare.ts"
import { exactly, scratchRequest, type Generation } from "./generation.ts"
import { readDatabase } from "./live.ts"
import { ours } from "./ours.ts"
import { pendingRenames } from "./declared-renames.ts"
import { unrenamed, type Declaration } from "./renames.ts"
import { replayed, revisionsSchema } from "./revisions.ts"

/**
 * Where a schema is taken from: the declaration, the database, the revisions up to a target (default: all of them), a
 * schema or a declaration that is handed over, or SQL that makes one on a scratch.
 */
export type SchemaSource =
  | "declared"
  | "database"
  | "revisions"
  | `revisions:${string}`
  | Schema
  | Declaration
  | { readonly sql: string }

/** Two schemas to compare, and what is declared where one of them says so. */
export interface DifferenceRequest {
  readonly from: SchemaSource
  readonly to: SchemaSource
  readonly declared?: Declaration | undefined
}

/** What leads from one schema to another. */
export interface Difference {
  readonly operations: readonly Operation[]
  /** The first schema in the words of the second, as the operations find it. */
  readonly before: Schema
  /** Objects of the database that the other side does not have and no revision made: left alone. */
  readonly unmanaged: readonly string[]
}

/**
 * Compares any two schemas, asking nothing. Nothing is written.
 *
 * @throws AludelError `generate/no-schema` where `declared` is asked for and there is none, `dialect/unsupported`,
 * `scratch/unavailable`, and what the targets of revisions can get wrong
 */
export async function difference(generation: Generation, request: DifferenceRequest): Promise<Difference> {
  const { run, say } = generation
  const { from, to, declared } = request
  const others = await Promise.all([from, to].map((source) => unread(generation, source, declared)))
  const known = others.flatMap((given) => (given === undefined ? [] : [given.schema]))
  const database = async () => {
    const made = await replayed(generation)
    const live = say.looked(await readDatabase(generation, [...known, made.catalog.schema()]))
    const other = catalog(known[0] ?? live)
    const { schema, unmanaged } = ours(live, other, made, (kind) => holds(run.dialect, kind))
    const beside = (live.unmodelled ?? []).map((object) => `${object.kind} ${displayName(object)}`)
    return { given: { schema, isRead: true }, unmanaged: [...unmanaged, ...beside], made: made.catalog }
  }
  const live = others.includes(undefined) ? await database() : undefined
  const [old, wanted] = others.map((given) => given ?? live!.given) as [Given, Given]
  const now = catalog(old.schema)
  const renames = pendingRenames(renamesOf(to === "declared" ? declared : to), now)
  const settled = say.settled(renames.length === 0 ? old.schema : now.schema(), catalog(wanted.schema))
  const words = others[0] === undefined ? live?.made : undefined
  const before = await inWordsOf({ ...old, schema: settled }, wanted, generation, words)
  return {
    operations: [...renames, ...diff(before, wanted.schema, exactly(generation))],
    before: unrenamed(before, renames),
    unmanaged: live?.unmanaged ?? [],
  }
}

function renamesOf(source: SchemaSource | undefined): NonNullable<Declaration["~renames"]> {
  return (typeof source === "object" && "~renames" in source && source["~renames"]) || []
}

// Nothing where it is the database, which is read once the other side is known.
async function unread(
  generation: Generation,
  source: SchemaSource,
  declared: Declaration | undefined,
): Promise<Given | undefined> {
  if (source === "database") return undefined
  const given = await anyGiven(generation, source, declared)
  return { ...given, schema: generation.say.looked(given.schema) }
}

async function anyGiven(
  generation: Generation,
  source: Exclude<SchemaSource, "database">,
  declared: Declaration | undefined,
): Promise<Given> {
  const { graph } = generation.run
  if (source === "declared") {
    if (declared === undefined)
      throw new AludelError("generate/no-schema", "diff needs a declared schema, and none is configured", {
        hint: 'Say where it is: schema: "./schema.ts" in the configuration, or createMigrator({ schema }).',
      })
    return { schema: declared["~schema"], isRead: false }
  }
  if (typeof source === "string") {
    const target = source.slice("revisions:".length)
    const ids = target === "" ? graph.ids : graph.order([...graph.ancestors(resolve(graph, target))])
    return revisionsSchema(generation, ids)
  }
  if ("sql" in source) return schemaOfSql(generation, source.sql)
  return { schema: "~schema" in source ? source["~schema"] : source, isRead: false }
}

async function schemaOfSql(generation: Generation, text: string): Promise<Given> {
  const request = scratchRequest(generation)
  const { dialect } = request
  if (!canScratch(dialect))
    throw new AludelError(
      "scratch/unavailable",
      `the ${dialect.name} dialect has no scratch to run the SQL on`,
    )
  return withScratch({ ...request, dialect, schemas: [], ownPlace: true }, async (scratch) => {
    await scratch.execute(text)
    return { schema: await scratch.introspect(), isRead: true }
  })
}
