import { session } from "../dialect/generic.ts"
import { claim, deleteApplied, recordApplied } from "../history/applied.ts"
import { journal } from "../history/journal.ts"
import { openLog, type Log } from "../history/log.ts"
import { inSchema } from "../history/tables.ts"
import {
  databaseHeads,
  ensureHistory,
  logContext,
  readHistory,
  refuseLost,
  targetOn,
  type RunContext,
} from "./context.ts"
import { appliedRow } from "./record.ts"
import type { RunOutcome } from "./conduct.ts"
import { engineOf } from "./retry.ts"
import { callRevisionHook } from "./revision-hook.ts"
import { sessionOptions } from "./transact.ts"

/** What is to be recorded, given what is. */
export interface StampRequest {
  /** Forget everything that is recorded first, also revisions that no file has. */
  readonly purge: boolean
  decide(known: ReadonlySet<string>): ReadonlySet<string>
}

/** Records revisions as applied, or as not applied, without running them. */
export async function stamp(context: RunContext, request: StampRequest): Promise<RunOutcome> {
  const engine = await engineOf(context)
  return session(context.dialect, engine, context.db, sessionOptions(context), async (connection) => {
    const target = targetOn(connection, engine, context)
    await ensureHistory(context, target)
    await claim(target.db, context.tables)
    if (request.purge) await inSchema(target.db, context.tables).deleteFrom(context.tables.applied).execute()
    const read = () => readHistory({ ...context, db: target.db })
    const state = await read()
    refuseLost(state)
    const wanted = request.decide(state.known)
    const removed = [...state.known].filter((id) => !wanted.has(id))
    const added = context.graph.order([...wanted].filter((id) => !state.known.has(id)))
    const who = logContext(context)
    await recordStamp({ ...context, db: target.db }, openLog(context.tables, who), { removed, added })
    for (const id of [...removed, ...added])
      await callRevisionHook({ ...context, db: target.db }, context.db, { id, direction: "stamp" })
    for (const attempt of state.attempts.values())
      await journal(target.db, context.tables, who, attempt, { event: "steps-over", outcome: "stamped" })
    const changed = removed.length + added.length > 0 || request.purge
    return {
      status: changed ? "done" : "nothing",
      revisions: added,
      heads: databaseHeads(context.graph, await read()),
    }
  })
}

/** Writes what a stamp changes: the rows of the history, and its entries in the log. */
export async function recordStamp(
  { db, tables, graph, loader, now }: RunContext,
  log: Log,
  { removed, added }: { readonly removed: readonly string[]; readonly added: readonly string[] },
): Promise<void> {
  for (const id of removed) await deleteApplied(db, tables, id).execute()
  for (const id of added)
    await recordApplied(db, tables, appliedRow(graph, await loader.prepare(id), now(), 0))
  for (const revision of [...removed, ...added])
    await log.append(db, { event: "stamped", direction: "stamp", revision })
}

/** Creates the history tables if they are missing. */
export async function ensureVersion(context: RunContext): Promise<void> {
  const engine = await engineOf(context)
  await session(context.dialect, engine, context.db, sessionOptions(context), (connection) =>
    ensureHistory(context, targetOn(connection, engine, context)),
  )
}
