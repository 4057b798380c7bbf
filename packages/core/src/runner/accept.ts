import { session } from "../dialect/generic.ts"
import { AludelError } from "../errors/error.ts"
import { claim, recordAccepted } from "../history/applied.ts"
import { openLog } from "../history/log.ts"
import { resolve } from "../revisions/resolve.ts"
import { ensureHistory, logContext, readHistory, targetOn, type RunContext } from "./context.ts"
import { appliedRow } from "./record.ts"
import { engineOf } from "./retry.ts"
import { sessionOptions } from "./transact.ts"

/**
 * Records applied revisions as they stand now, running nothing, and says so in the log: what they were when they were
 * applied is forgotten.
 *
 * @param names ids, or beginnings of ids
 * @throws AludelError `revision/not-applied`, `revision/not-found`
 */
export async function acceptEdited(context: RunContext, names: readonly string[]): Promise<void> {
  const ids = names.flatMap((name) => resolve(context.graph, name))
  const engine = await engineOf(context)
  await session(context.dialect, engine, context.db, sessionOptions(context), async (connection) => {
    const target = targetOn(connection, engine, context)
    await ensureHistory(context, target)
    await claim(target.db, context.tables)
    const { applied } = await readHistory({ ...context, db: target.db })
    const log = openLog(context.tables, logContext(context))
    for (const id of ids) {
      const row = applied.get(id)
      if (row === undefined) throw notApplied(id)
      const revision = await context.loader.prepare(id)
      const now = appliedRow(context.graph, revision, context.now(), 0)
      await recordAccepted(target.db, context.tables, now)
      const detail = `${row.operationsHash} -> ${now.operationsHash}`
      await log.append(target.db, { event: "accepted", direction: "stamp", revision: id, detail })
    }
  })
}

function notApplied(id: string): AludelError {
  return new AludelError(
    "revision/not-applied",
    `revision ${id} is not applied, so there is nothing to accept`,
    {
      hint: "aludel current",
    },
  )
}
