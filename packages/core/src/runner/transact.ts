import type { HeldLock } from "../dialect/dialect.ts"
import { session, type Engine } from "../dialect/generic.ts"
import { AludelError } from "../errors/error.ts"
import type { Target } from "../execution/compile.ts"
import { claim } from "../history/applied.ts"
import type { Log, LogContext } from "../history/log.ts"
import { lockName } from "../history/tables.ts"
import { targetOn, type RunContext } from "./context.ts"
import type { RunRequest } from "./decide.ts"
import { retrying } from "./retry.ts"

/** What all parts of a run share. */
export interface Bracket {
  readonly context: RunContext
  readonly request: RunRequest
  readonly engine: Engine
  readonly log: Log
  readonly logContext: LogContext
  /** The lock of the run. Absent: each transaction takes it by itself. */
  readonly held?: HeldLock | undefined
}

/** How a run asks the dialect to bracket it. */
export function sessionOptions(context: RunContext) {
  const { tables, lockTimeout, statementLockTimeout, defaultSchema, signal, session: hook, onEvent } = context
  const lock = lockName(tables)
  return {
    lock,
    lockTimeout,
    statementLockTimeout,
    defaultSchema,
    signal,
    hook,
    onWait: (holder?: string) =>
      onEvent({ kind: "lock-waiting", lock, ...(holder === undefined ? {} : { holder }) }),
  }
}

/**
 * Does a part of a run in a transaction of its own, again where the failure is one that goes away.
 *
 * @param work is handed the run's context and target over the transaction
 */
export function transact<T>(
  bracket: Bracket,
  work: (context: RunContext, target: Target) => Promise<T>,
): Promise<T> {
  const { context, engine, held } = bracket
  const options = { ...sessionOptions(context), held }
  return retrying(context, () =>
    session(context.dialect, engine, context.db, options, (connection) =>
      work({ ...context, db: connection }, targetOn(connection, engine, context)),
    ),
  )
}

/** Does something outside of any transaction, on one connection; never again by itself. */
export async function standAlone<T>(
  { context, engine, held }: Bracket,
  work: (target: Target) => Promise<T>,
): Promise<T> {
  await held?.check()
  const options = { ...sessionOptions(context), held, alone: true }
  return session(context.dialect, engine, context.db, options, (connection) =>
    work(targetOn(connection, engine, context)),
  )
}

/**
 * Raises the counter of the history.
 *
 * @param before what it was after the run's last transaction
 * @returns the counter, and whether nobody else raised it since
 * @throws AludelError `lock/lost` where another run did, though this one held the lock
 */
export async function raise(
  { held }: Bracket,
  { db, tables }: RunContext,
  before: number | undefined,
): Promise<{ readonly counter: number; readonly isOurs: boolean }> {
  const counter = await claim(db.withoutPlugins(), tables)
  const isOurs = before !== undefined && counter === before + 1
  if (before !== undefined && !isOurs && held !== undefined) {
    throw new AludelError("lock/lost", "another run worked on this database while this one held the lock", {
      hint: "Run it again: it goes on from where the database is.",
    })
  }
  return { counter, isOurs }
}
