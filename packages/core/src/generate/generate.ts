import { askEngine, type Engine } from "../dialect/generic.ts"
import { AludelError } from "../errors/error.ts"
import type { Definition, Operation } from "../operations/definition.ts"
import { reverseAll } from "../operations/reverse.ts"
import { diff } from "../diff/diff.ts"
import type { RunContext } from "../runner/context.ts"
import { readHistory, refuseLost } from "../runner/context.ts"
import { replay } from "../scratch/replay.ts"
import { canScratch, type ScratchRequest } from "../scratch/scratch.ts"
import { compare, type Comparison } from "./compare.ts"
import { decide } from "./decide.ts"
import { prove } from "./proof.ts"
import type { Ask } from "./questions.ts"
import type { Declaration } from "./renames.ts"

/** What autogenerate found: both directions, resolved, ready to print. */
export interface Generated {
  readonly upgrade: readonly Operation[]
  readonly downgrade: readonly Operation[]
  /** Objects of the database that are left alone. */
  readonly unmanaged: readonly string[]
}

/**
 * Compares the declared schema with the database, which must be at the heads of the history, and proves the difference
 * on a scratch, where the dialect has one, before anybody sees it.
 *
 * @throws AludelError `generate/not-up-to-date`, `generate/unanswered`, `generate/not-proven`, `dialect/unsupported`
 */
export async function generate(context: RunContext, declared: Declaration, ask: Ask): Promise<Generated> {
  const { comparison, engine } = await compared(context, declared)
  const { from, to, upgrade } = await decide(comparison, {
    ask,
    forwardReferences: context.dialect.forwardReferences,
    objects: context.dialect.objects,
  })
  const downgrade = reverseAll(upgrade.map(withoutFill), context.dialect.operations)
  if ("irreversible" in downgrade) throw new AludelError("revision/irreversible", downgrade.irreversible)
  if (canScratch(context.dialect) && upgrade.length > 0) {
    const { dialect, loader, defaultSchema } = context
    await prove(
      { from, to, upgrade, downgrade },
      {
        ...scratchOf(context),
        db: context.db.withoutPlugins(),
        dialect,
        engine,
        defaultSchema,
        definition: loader.definition,
      },
    )
  }
  return { upgrade, downgrade, unmanaged: comparison.unmanaged }
}

// What rows were filled with says nothing on the way back.
function withoutFill(operation: Operation): Operation {
  if (!("fill" in operation)) return operation
  const { fill: _, ...rest } = operation
  return rest
}

/** The pending changes, one line each, without asking anything. */
export async function pendingChanges(
  context: RunContext,
  declared: Declaration,
  definition: (operation: Operation) => Definition<Operation>,
): Promise<readonly string[]> {
  const { comparison } = await compared(context, declared)
  const { from, to, renames } = comparison
  return [...renames, ...diff(from, to, context.dialect)].map((operation) =>
    definition(operation).describe(operation),
  )
}

async function compared(
  context: RunContext,
  declared: Declaration,
): Promise<{ readonly comparison: Comparison; readonly engine: Engine }> {
  const { db, dialect, graph, loader, tables, defaultSchema } = context
  await refuseBehind(context)
  const replayed = replay(await loader.upgrades(graph.ids), dialect.operations)
  const engine = await askEngine(dialect, db.withoutPlugins())
  return {
    engine,
    comparison: await compare({
      ...scratchOf(context),
      db,
      dialect,
      engine,
      tables,
      defaultSchema,
      declared,
      replayed,
    }),
  }
}

function scratchOf({ scratch, onEvent }: RunContext): Pick<ScratchRequest, "settings" | "onChoice"> {
  return { settings: scratch, onChoice: (sentence) => onEvent({ kind: "scratch-chosen", sentence }) }
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
