import { AludelError, isAludelError } from "../errors/error.ts"
import { told } from "../errors/driver-error.ts"
import { standing } from "../history/missing.ts"
import { headsOf } from "../revisions/applied.ts"
import { downgradeSteps, downgradeTarget } from "../revisions/downgrade.ts"
import { range } from "../revisions/range.ts"
import { stampSet } from "../revisions/stamp.ts"
import { upgradeSteps } from "../revisions/upgrade.ts"
import { acceptEdited as accept } from "../runner/accept.ts"
import { readHistory, type HistoryState, type RunContext } from "../runner/context.ts"
import { compareWithFiles, type Comparison } from "../runner/edited.ts"
import { withHazards } from "../runner/hazards.ts"
import { decide, type RunRequest } from "../runner/decide.ts"
import { plan, type Plan } from "../runner/plan.ts"
import type { RunOutcome } from "../runner/conduct.ts"
import { run } from "../runner/run.ts"
import { script } from "../runner/script.ts"
import { stampScript } from "../runner/stamp-script.ts"
import { ensureVersion, stamp } from "../runner/stamp.ts"
import { withStored } from "../runner/stored.ts"
import { check } from "./check.ts"
import { historyMethods } from "./history-methods.ts"
import { current } from "./current.ts"
import { info } from "./info.ts"
import type { Direction, RunResult } from "../runner/event.ts"
import type { Migrator } from "./migrator.ts"
import type { MigratorOptions } from "./options.ts"
import { write } from "./new-revision.ts"
import { pull } from "./pull.ts"
import { openContext } from "./open.ts"

/** The methods of a migrator, with everything that they need. */
export function migratorMethods(options: MigratorOptions): Migrator {
  const history = historyMethods(options)
  return {
    ...history,

    async upgrade({ to = "head", acceptEdited = [], ...how } = {}) {
      const context = await openContext(options, { ...how, textHashes: true })
      return result(context, "upgrade", async () => {
        if (acceptEdited.length > 0) await accept(context, acceptEdited)
        const { rewritten, state } = await compared(context)
        return run(
          context,
          { direction: "upgrade", rewritten, decide: decider(context, "upgrade", to) },
          state,
        )
      })
    },

    async downgrade({ to, ...how }) {
      const opened = await openContext(options, { ...how, textHashes: true })
      return result(opened, "downgrade", async () => {
        const { context, rewritten, state } = await forDowngrade(opened)
        return run(
          context,
          { direction: "downgrade", rewritten, decide: decider(context, "downgrade", to) },
          state,
        )
      })
    },

    async stamp({ to, purge = false, signal }) {
      const context = await openContext(options, { signal })
      return result(context, "stamp", () =>
        stamp(context, { purge, decide: (known) => stampSet(context.graph, known, to) }),
      )
    },

    async create({ signal, ...request } = {}) {
      const { create } = await import("./create.ts")
      const context = await openContext(options, { signal })
      return result(context, "stamp", () => create(context, options, request))
    },

    async current() {
      return current(await openContext(options, { textHashes: true }))
    },

    async history({ range: text, database = false } = {}) {
      if (!database && text?.includes("current") !== true) return history.history({ range: text })
      const context = await openContext(options)
      const { known } = await readHistory(context)
      const heads = new Set(headsOf(context.graph, known))
      const ids = range(context.graph, text ?? ":", known)
      return ids.map((id) => ({ ...info(context.graph, id), applied: known.has(id), current: heads.has(id) }))
    },

    async show(target) {
      if (target !== "current") return history.show(target)
      const context = await openContext(options)
      const { known } = await readHistory(context)
      return headsOf(context.graph, known).map((id) => ({ ...info(context.graph, id), current: true }))
    },

    async plan({ to, direction = "upgrade", sql = false, signal } = {}) {
      const opened = await openContext(options, { signal, textHashes: true })
      const { context, state } =
        direction === "downgrade"
          ? await forDowngrade(opened)
          : { context: opened, ...(await compared(opened)) }
      const request = { direction, decide: decider(context, direction, to) }
      const { steps } = decide(context, request, state)
      const planned = await withHazards(context, { direction, steps })
      if (!sql) return planned
      const { withSql } = await import("../runner/preview.ts")
      return withSql(context, planned)
    },

    async sql({ direction = "upgrade", from, to }) {
      const context = await openContext(options)
      const applied = offlineStart(context, direction, from)
      if (direction === "stamp") {
        const wanted = stampSet(context.graph, applied, to ?? "head")
        return stampScript(context, { applied, wanted })
      }
      return script(context, { applied, plan: offlinePlan(context, direction, applied, to) })
    },

    async check() {
      return check(await openContext(options, { textHashes: true }), options)
    },

    async diff(request) {
      const { diff } = await import("./diff.ts")
      return diff(await openContext(options), options, request)
    },

    async revision(request) {
      return write(
        await openContext(options, { signal: request.signal, textHashes: request.autogenerate }),
        options,
        request,
      )
    },

    async ensureVersion() {
      await ensureVersion(await openContext(options))
    },

    pull: (request = {}) => pull(options, request),

    async adopt(request = {}) {
      const { adopt } = await import("./adopt.ts")
      return adopt(options, request)
    },
  }
}

/** Compares the applied revisions with their files, and tells those that were edited. */
async function compared(context: RunContext): Promise<Comparison & { readonly state: HistoryState }> {
  const state = await readHistory(context)
  const comparison = await compareWithFiles(context, state)
  for (const revision of comparison.edited) context.onEvent({ kind: "edited", ...revision })
  return { ...comparison, state }
}

async function forDowngrade(opened: RunContext) {
  const { state, ...comparison } = await compared(opened)
  const context = await withStored(opened, state, comparison)
  return {
    context,
    rewritten: comparison.rewritten,
    state: { ...state, ...standing(context.graph, state.applied) },
  }
}

async function result(
  context: RunContext,
  direction: RunResult["direction"],
  work: () => Promise<RunOutcome>,
): Promise<RunResult> {
  const started = context.now().getTime()
  try {
    const outcome = await work()
    const done = { ...outcome, direction, milliseconds: context.now().getTime() - started }
    context.onEvent({ kind: "done", ...done })
    return done
  } catch (thrown) {
    const error = told(thrown)
    context.onEvent({ kind: "failed", direction, ...failure(error) })
    throw error
  }
}

function failure(error: unknown) {
  if (!isAludelError(error)) return { message: error instanceof Error ? error.message : String(error) }
  const { code, message, hint } = error
  return { code, message, ...(hint === undefined ? {} : { hint }) }
}

function decider(
  { graph }: RunContext,
  direction: Plan["direction"],
  to: string | readonly string[] | undefined,
): RunRequest["decide"] {
  if (direction === "upgrade") return (known) => upgradeSteps(graph, known, to ?? "head")
  if (typeof to === "string")
    return (known, begun) => begunTarget(graph, known, begun, to) ?? downgradeSteps(graph, known, to)
  throw new AludelError("revision/range", "a downgrade needs one target", {
    hint: "aludel downgrade -1, or: aludel downgrade base",
  })
}

/** The revision alone, where the target names one that was begun: then it is what is taken back. */
function begunTarget(
  graph: RunContext["graph"],
  known: ReadonlySet<string>,
  begun: ReadonlySet<string>,
  to: string,
): readonly string[] | undefined {
  if (begun.size === 0) return undefined
  const { id } = downgradeTarget(graph, known, to)
  return id !== undefined && begun.has(id) ? [id] : undefined
}

function offlineStart(
  { graph }: RunContext,
  direction: Direction,
  from: string | undefined,
): ReadonlySet<string> {
  if (from !== undefined) return stampSet(graph, new Set(), from)
  if (direction !== "downgrade") return new Set()
  throw new AludelError("revision/range", "downgrade with --sql requires <fromrev>:<torev>", {
    hint: "aludel downgrade --sql head:-1",
  })
}

function offlinePlan(
  context: RunContext,
  direction: "upgrade" | "downgrade",
  applied: ReadonlySet<string>,
  to: string | readonly string[] | undefined,
): Plan {
  const ids = decider(context, direction, to)(applied, new Set())
  return plan(context.graph, applied, direction, ids)
}
