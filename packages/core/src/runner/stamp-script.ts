import { deleteApplied, insertApplied, raiseCounter } from "../history/applied.ts"
import { openLog } from "../history/log.ts"
import { logContext, type RunContext } from "./context.ts"
import { appliedRow } from "./record.ts"
import { creation, scriptPlace, statement } from "./script-text.ts"

/** What a script of a stamp is made for. */
export interface StampScriptRequest {
  /** What is recorded before. Nothing: then the script creates the history tables. */
  readonly applied: ReadonlySet<string>
  /** What is to be recorded. */
  readonly wanted: ReadonlySet<string>
}

/** The SQL that records revisions as applied, or as not applied, for the engine's own shell: rows of the history alone. */
export async function stampScript(
  context: RunContext,
  { applied, wanted }: StampScriptRequest,
): Promise<string> {
  const { graph, loader, tables, now } = context
  const { target, begin, end } = await scriptPlace(context)
  const { db } = target
  const removed = graph.order([...applied].filter((id) => !wanted.has(id))).toReversed()
  const added = graph.order([...wanted].filter((id) => !applied.has(id)))
  const log = openLog(tables, logContext(context))
  const lines = begin.map(statement)
  if (applied.size === 0) lines.push(...creation(context, target))
  if (removed.length + added.length > 0) lines.push(statement(raiseCounter(db, tables).compile().sql))
  for (const id of removed) lines.push(statement(deleteApplied(db, tables, id).compile().sql))
  for (const id of added) {
    const row = appliedRow(graph, await loader.prepare(id), now(), 0)
    lines.push(statement(insertApplied(db, tables, row).compile().sql))
  }
  for (const revision of [...removed, ...added])
    lines.push(statement(log.insert(db, { event: "stamped", direction: "stamp", revision }).compile().sql))
  return [...lines, "", ...end.map(statement)].join("\n")
}
