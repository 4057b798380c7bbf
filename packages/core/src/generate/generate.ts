import { columnType } from "../dialect/generic.ts"
import { AludelError } from "../errors/error.ts"
import { diff } from "../diff/diff.ts"
import type { Operation } from "../operations/definition.ts"
import { reverseAll } from "../operations/reverse.ts"
import { readHistory, type RunContext } from "../runner/context.ts"
import { compareWithFiles } from "../runner/edited.ts"
import { compareDeclared } from "./against.ts"
import { liveRows } from "./against-data.ts"
import { decide } from "./decide.ts"
import { exactly, generation, type Generation, type GenerationOptions } from "./generation.ts"
import { narrowed } from "./only.ts"
import { proven, type ProofOptions } from "./proven.ts"
import type { Ask } from "./questions.ts"
import type { Declaration } from "./renames.ts"
import type { TypedRename } from "./typed-renames.ts"

/** What autogenerate found: both directions, resolved, ready to print. */
export interface Generated {
  readonly upgrade: readonly Operation[]
  readonly downgrade: readonly Operation[]
  /** What the proof leaves open, one line each. */
  readonly notes: readonly string[]
  /** Objects of the database that are left alone. */
  readonly unmanaged: readonly string[]
}

/** How a revision is generated. */
export interface GenerateOptions extends GenerationOptions, ProofOptions {
  readonly ask: Ask
  /** Renames that somebody typed. Default: none. */
  readonly renames?: readonly TypedRename[] | undefined
  /** The tables whose changes are taken, with what they depend on; the rest remains pending. Default: all. */
  readonly only?: readonly string[] | undefined
  /** Whether the rows of the database are looked at: questions that concern none are not asked, and rows that stand in the way are refused. Default: false. */
  readonly againstData?: boolean | undefined
}

/**
 * Compares the declared schema with the database, which must be at the heads of the history, or offline with what the
 * revisions give, and proves the difference on a scratch, where the dialect has one, before anybody sees it.
 *
 * @throws AludelError `generate/not-up-to-date`, `generate/no-table`, `generate/unanswered`, `generate/invalid-answer`, `generate/refused`, `generate/rows-in-the-way`,
 * `generate/not-proven`, `dialect/unsupported`, `run/aborted`
 */
export async function generate(
  context: RunContext,
  declared: Declaration,
  options: GenerateOptions,
): Promise<Generated> {
  const { signal } = context
  try {
    const generated = await fromDifference(context, declared, options)
    signal?.throwIfAborted()
    return generated
  } catch (error) {
    if (signal?.aborted !== true) throw error
    // What a cancelled statement says is of no interest to anybody.
    throw new AludelError("run/aborted", "stopped before the revision was written", {
      hint: "No file was written, and the scratch is gone.",
      cause: signal.reason,
    })
  }
}

async function fromDifference(
  context: RunContext,
  declared: Declaration,
  { ask, renames, only, proof, proveOn, againstData = false, ...options }: GenerateOptions,
): Promise<Generated> {
  const opened = await generation(context, options)
  const comparison = narrowed(await compareDeclared(opened, declared, { ask, renames, only }), only)
  const { dialect, loader } = context
  const rows = againstData && !opened.offline ? liveRows(context, comparison) : undefined
  const { from, to, upgrade } = await decide(comparison, {
    ask,
    concerned: rows?.concerned,
    ...exactly(opened),
    gathers: dialect.gathers,
    columnType: (column) => columnType(dialect, column),
  })
  opened.say.refuse(upgrade, loader.definition)
  await rows?.refuseViolations(upgrade)
  const downgrade = reverseAll(upgrade.map(withoutFill), dialect.operations)
  if ("irreversible" in downgrade) throw new AludelError("revision/irreversible", downgrade.irreversible)
  if (upgrade.length > 0 && !opened.offline) await warn(context, comparison.drift)
  const notes =
    upgrade.length === 0 ? [] : await proven({ from, to, upgrade, downgrade }, opened, { proof, proveOn })
  return { upgrade, downgrade, notes, unmanaged: comparison.unmanaged }
}

// The revision is generated all the same; whoever reviews it is to know what it was compared with.
async function warn(context: RunContext, drift: readonly string[]): Promise<void> {
  const { edited } = await compareWithFiles(context, await readHistory(context))
  for (const revision of edited) context.onEvent({ kind: "edited", ...revision })
  if (drift.length > 0) context.onEvent({ kind: "drift", details: drift })
}

// What rows were filled with says nothing on the way back.
function withoutFill(operation: Operation): Operation {
  if (!("fill" in operation)) return operation
  const { fill: _, ...rest } = operation
  return rest
}

/** The pending changes, one line each, without asking anything. */
export async function pendingChanges(opened: Generation, declared: Declaration): Promise<readonly string[]> {
  const { from, to, renames } = await compareDeclared(opened, declared)
  const { loader } = opened.run
  return [...renames, ...diff(from, to, exactly(opened))].map((operation) =>
    loader.definition(operation).describe(operation),
  )
}
