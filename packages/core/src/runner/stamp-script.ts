import { presumedEngine } from "../dialect/generic.ts"
import { recording } from "../execution/offline.ts"
import { raiseCounter } from "../history/applied.ts"
import { openLog } from "../history/log.ts"
import { logContext, targetOn, type RunContext } from "./context.ts"
import { creation, scriptBrackets, statement } from "./script-text.ts"
import { recordStamp } from "./stamp.ts"

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
  const { graph, tables } = context
  const { begin, end } = scriptBrackets(context)
  const lines = begin.map(statement)
  const db = await recording(context.db, (sql) => void lines.push(statement(sql)))
  const removed = graph.order([...applied].filter((id) => !wanted.has(id))).toReversed()
  const added = graph.order([...wanted].filter((id) => !applied.has(id)))
  const target = targetOn(db, presumedEngine(context.dialect), context)
  if (applied.size === 0) lines.push(...creation(context, target))
  if (removed.length + added.length > 0) await raiseCounter(db, tables).execute()
  await recordStamp({ ...context, db }, openLog(tables, logContext(context)), { removed, added })
  return [...lines, "", ...end.map(statement)].join("\n")
}
