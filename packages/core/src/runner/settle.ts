import { sleep } from "../dialect/polled.ts"
import { AludelError } from "../errors/error.ts"
import { query } from "../execution/execute.ts"
import { journal, type Attempt, type Intent } from "../history/journal.ts"
import { raise, standAlone, transact, type Bracket } from "./transact.ts"

/** What became of a step that stood alone. */
export type Verdict = "done" | "not-done"

/**
 * Finds out what became of the step that an attempt had begun when it was interrupted, and records it: from the catalog
 * where there is a postcheck, half of an index being dropped; else by what the person says.
 *
 * @returns the counter of the history
 * @throws AludelError `run/interrupted` where only a person can tell and has not
 */
export async function settle(bracket: Bracket, attempt: Attempt, counter: number): Promise<number> {
  const { open } = attempt
  if (open === undefined) return counter
  const verdict = await verdictOf(bracket, attempt.revision, open)
  const next = { operations: open.at.operations, steps: open.at.steps + 1 }
  return transact(bracket, async (context) => {
    const raised = await raise(bracket, context, counter)
    const { tables } = context
    await journal(
      context.db.withoutPlugins(),
      tables,
      bracket.logContext,
      attempt,
      verdict === "done"
        ? { event: "step-done", position: next, done: [open.done] }
        : { event: "step-refused" },
    )
    return raised.counter
  })
}

/** What became of a step; what is half done is taken away. Waits for the server where it is still at it. */
export async function verdictOf(bracket: Bracket, revision: string, intent: Intent): Promise<Verdict> {
  await untilOver(bracket, revision, intent)
  const { postcheck, description } = intent
  if (postcheck === undefined) {
    if (bracket.context.interrupted !== undefined) return bracket.context.interrupted
    throw interrupted(revision, description, intent.sql)
  }
  return standAlone(bracket, async ({ db }) => {
    const [row] = await query<{ readonly state: string }>(db, { sql: postcheck.query, parameters: [] })
    if (row?.state === "done") return "done"
    if (row?.state === "invalid") await query(db, { sql: postcheck.repair, parameters: [] })
    return "not-done"
  })
}

function interrupted(revision: string, description: string, sql: string | undefined): AludelError {
  return new AludelError(
    "run/interrupted",
    `revision ${revision}, ${description}: it stands outside of any transaction and was interrupted, so that nothing tells whether it took effect`,
    {
      hint: "Look at the database, then say it: --done goes on behind it, --not-done runs it again.",
      details: { revision, description, sql },
    },
  )
}

// A statement goes on in the server when its client has died.
async function untilOver({ context }: Bracket, id: string, { sql }: Intent): Promise<void> {
  const { dialect, db, signal, lockTimeout = Number.POSITIVE_INFINITY } = context
  if (sql === undefined || dialect.executing === undefined) return
  const started = performance.now()
  for (let told = false; ; told = true) {
    const process = await dialect.executing(db.withoutPlugins(), sql)
    if (process === undefined) return
    if (!told) context.onEvent({ kind: "statement-waiting", id, process, sql })
    if (signal?.aborted === true) {
      throw new AludelError("run/aborted", `the wait for a statement of revision ${id} was aborted`, {
        hint: "Nothing was changed. Run it again.",
        cause: signal.reason,
      })
    }
    if (performance.now() - started >= lockTimeout) {
      throw new AludelError(
        "lock/timeout",
        `an earlier run's statement of revision ${id} still ran after ${lockTimeout} ms: ${process}\n  SQL: ${sql}`,
        { hint: "Wait for it, allow more time, or cancel it there.", details: { process, sql } },
      )
    }
    await sleep(250, signal)
  }
}
