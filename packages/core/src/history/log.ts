import type { AnyDatabase } from "../dialect/dialect.ts"
import { inSchema, type HistoryTables } from "./tables.ts"

/** One line of the log: what happened to which revision in which run. */
export interface LogEntry {
  readonly event: "finished" | "failed" | "stamped" | "accepted" | JournalEvent
  readonly direction: "upgrade" | "downgrade" | "stamp"
  /** Absent: it concerns the run as a whole. */
  readonly revision?: string
  readonly detail?: string
}

/** What the log says of a revision that is not run in one transaction; `history/journal` reads it back. */
export type JournalEvent = "step-started" | "step-done" | "step-refused" | "steps-over"

/** Who runs, for the log. */
export interface LogContext {
  /** One random id per run. */
  readonly run: string
  readonly actor: string | undefined
  readonly toolVersion: string
  now(): Date
}

/** Writes to the log; positions count from 1 within a run. */
export interface Log {
  append(db: AnyDatabase, entry: LogEntry): Promise<void>
}

/**
 * Opens the log for one run.
 *
 * @param position how many entries the run has already. Default: none
 */
export function openLog(tables: HistoryTables, context: LogContext, position = 0): Log {
  return {
    async append(db, { event, direction, revision, detail }) {
      position += 1
      await inSchema(db, tables)
        .insertInto(tables.log)
        .values({
          run: context.run,
          position,
          at: context.now().toISOString(),
          event,
          direction,
          revision: revision ?? null,
          detail: detail ?? null,
          actor: context.actor ?? null,
          tool_version: context.toolVersion,
        })
        .execute()
    },
  }
}
