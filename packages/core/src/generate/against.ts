import { AludelError } from "../errors/error.ts"
import type { Operation } from "../operations/definition.ts"
import { readHistory, refuseLost, type RunContext } from "../runner/context.ts"
import { catalog, displayName, type Catalog } from "../schema/catalog.ts"
import type { Schema } from "../schema/model.ts"
import { holds } from "../dialect/generic.ts"
import type { Replay } from "../scratch/replay.ts"
import { sameNodes } from "./align.ts"
import { inWordsOf, type Comparison, type Given } from "./compare.ts"
import { evidentDrift } from "./drift.ts"
import type { Generation } from "./generation.ts"
import { readDatabase } from "./live.ts"
import { ours } from "./ours.ts"
import type { Ask } from "./questions.ts"
import type { Declaration } from "./renames.ts"
import { replayed, revisionsSchema } from "./revisions.ts"
import { settleRenames } from "./settle-renames.ts"
import type { TypedRename } from "./typed-renames.ts"

/** What a person says of renames. */
export interface RenamesSaid {
  /** Answers what could be a rename. Absent: nobody is asked, and what could be one is none. */
  readonly ask?: Ask | undefined
  /** Renames that somebody typed. Default: none. */
  readonly renames?: readonly TypedRename[] | undefined
  /** The tables that are asked about. Default: all. */
  readonly only?: readonly string[] | undefined
}

/**
 * The declared schema beside what it is generated against: the database, which must be at the heads of the history, or,
 * offline, what the revisions give.
 *
 * @throws AludelError `generate/not-up-to-date`, `dialect/unsupported`, `scratch/unavailable`
 */
export async function compareDeclared(
  generation: Generation,
  declared: Declaration,
  said: RenamesSaid = {},
): Promise<Comparison> {
  const { run, offline, say } = generation
  if (!offline) await refuseBehind(run)
  const to = say.looked(declared["~schema"])
  const wanted = catalog(to)
  const made = await replayed(generation)
  const { there, unmodelled } = offline
    ? { there: await revisionsSchema(generation), unmodelled: [] }
    : await database(generation, [to, made.catalog.schema()])
  const seen = { ...there, schema: say.looked(there.schema) }
  if (isAsDeclared(seen.schema, wanted, to) && saysNothing(generation, declared, said))
    return { from: to, to, renames: [], open: [], undecided: new Set(), unmanaged: unmodelled, drift: [] }
  const known: Replay = { ...made, catalog: catalog(say.looked(made.catalog.schema())) }
  // Where raw SQL hides what the revisions give, only a scratch could tell: that is for `check`.
  const drift =
    offline || said.ask === undefined || made.hiddenBy !== undefined
      ? []
      : evidentDrift(generation, seen.schema, known.catalog, wanted)
  const now = catalog(seen.schema)
  // Whatever revisions give is ours.
  const split = () =>
    offline
      ? { schema: now.schema(), unmanaged: [] }
      : ours(now.schema(), wanted, known, (kind) => holds(run.dialect, kind))
  const settled = await settleRenames({
    ...said,
    live: now,
    replayed: known.catalog,
    to,
    declared: wanted,
    said: declared["~renames"] ?? [],
    operations: () => operationsOf(run),
    ours: () => split().schema,
    objects: run.dialect.objects ?? {},
  })
  const { schema, unmanaged } = split()
  const from = say.settled(schema, wanted)
  return {
    from: await inWordsOf(
      { ...seen, schema: from },
      { schema: to, isRead: false },
      generation,
      known.catalog,
    ),
    to,
    ...settled,
    unmanaged: [...unmanaged, ...unmodelled],
    drift,
  }
}

// Everything that is there is declared, in the same words: nothing is left to find out, however large it is.
function isAsDeclared(there: Schema, wanted: Catalog, to: Schema): boolean {
  return there.nodes.length === to.nodes.length && sameNodes(there, wanted) !== undefined
}

function saysNothing({ say }: Generation, declared: Declaration, { renames = [] }: RenamesSaid): boolean {
  return say.differs === undefined && renames.length === 0 && (declared["~renames"] ?? []).length === 0
}

async function operationsOf({ loader, graph }: RunContext): Promise<readonly Operation[]> {
  return (await loader.upgrades(graph.ids)).flatMap(({ upgrade }) => upgrade)
}

async function database(
  generation: Generation,
  beside: Parameters<typeof readDatabase>[1],
): Promise<{ readonly there: Given; readonly unmodelled: readonly string[] }> {
  const schema = await readDatabase(generation, beside)
  return {
    there: { schema, isRead: true },
    unmodelled: (schema.unmodelled ?? []).map((object) => `${object.kind} ${displayName(object)}`),
  }
}

async function refuseBehind(context: RunContext): Promise<void> {
  const state = await readHistory(context)
  refuseLost(state)
  const pending = context.graph.ids.filter((id) => !state.known.has(id))
  if (pending.length === 0 && state.ahead.length === 0) return
  const what =
    state.ahead.length > 0
      ? `it has ${state.ahead.join(", ")}, which no file has`
      : `it lacks ${pending.join(", ")}`
  throw new AludelError("generate/not-up-to-date", `Target database is not up to date: ${what}`, {
    hint: state.ahead.length > 0 ? "Pull the newer revisions first." : "aludel upgrade heads",
    details: { pending },
  })
}
