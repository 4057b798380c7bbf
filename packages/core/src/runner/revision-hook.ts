import type { AnyDatabase } from "../dialect/dialect.ts"
import { AludelError, isAludelError } from "../errors/error.ts"
import { lend } from "../execution/lent.ts"
import type { Direction } from "./event.ts"
import type { RunContext } from "./context.ts"

/** What became of a revision. */
export interface AppliedChange {
  readonly id: string
  readonly message: string
  readonly parents: readonly string[]
  readonly direction: Direction
}

/** What is called for each revision, in its own transaction; `db` is a Kysely over that, with the caller's plugins. */
export type RevisionHook = (change: AppliedChange, db: AnyDatabase) => Promise<unknown> | void

/**
 * Calls the hook for a revision whose row in the history was written or deleted.
 *
 * @param caller the Kysely whose plugins the hook's handle gets
 * @throws AludelError `run/failed` where it throws
 */
export async function callRevisionHook(
  { db, graph, onRevision }: Pick<RunContext, "db" | "graph" | "onRevision">,
  caller: AnyDatabase,
  { id, direction }: Pick<AppliedChange, "id" | "direction">,
): Promise<void> {
  if (onRevision === undefined) return
  const { message, parents } = graph.get(id)
  const lent = await lend(db, caller)
  try {
    await onRevision({ id, message, parents, direction }, lent.db)
  } catch (error) {
    if (isAludelError(error)) throw error
    throw new AludelError(
      "run/failed",
      `revision ${id}: onRevision failed: ${error instanceof Error ? error.message : String(error)}`,
      { hint: "Its revision was rolled back.", cause: error },
    )
  } finally {
    lent.close()
  }
}
