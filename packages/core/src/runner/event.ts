import type { ErrorCode } from "../errors/error.ts"
import type { EditedRevision } from "./edited.ts"

/** Which way a run goes. */
export type Direction = "upgrade" | "downgrade" | "stamp"

/** What a run tells while it works; everything a command prints about progress is made from these. */
export type RunEvent =
  /** Somebody else holds the lock; `holder` says who, where the engine knows. */
  | { readonly kind: "lock-waiting"; readonly lock: string; readonly holder?: string }
  | { readonly kind: "scratch-chosen"; readonly sentence: string }
  /** What a proof leaves open. */
  | { readonly kind: "proof"; readonly sentence: string }
  /** An applied revision says something else than what was applied. */
  | ({ readonly kind: "edited" } & EditedRevision)
  /** A revision is generated, and the database is evidently not as its revisions made it: what differs, one line each. */
  | { readonly kind: "drift"; readonly details: readonly string[] }
  | { readonly kind: "planned"; readonly direction: Direction; readonly revisions: readonly string[] }
  | {
      readonly kind: "revision-started"
      readonly direction: Direction
      readonly id: string
      readonly message: string
      readonly parents: readonly string[]
      readonly position: number
      readonly total: number
      /** How many of its operations an earlier run has done. Absent: none. */
      readonly done?: number
    }
  /** An operation begins. */
  | { readonly kind: "operation"; readonly id: string; readonly description: string }
  /** A statement is about to be executed; values that are bound to it are not told. */
  | { readonly kind: "statement"; readonly id: string; readonly sql: string }
  /** An operation is over; those that the dialect does as one have the time of all. */
  | {
      readonly kind: "operation-finished"
      readonly id: string
      readonly description: string
      readonly milliseconds: number
    }
  /** A transaction, or a step that stands alone, is run again after a failure that goes away. */
  | {
      readonly kind: "retry"
      readonly attempt: number
      readonly of: number
      readonly milliseconds: number
      readonly reason: string
    }
  /** A statement that an earlier run left behind still runs in the server; it is waited for. */
  | {
      readonly kind: "statement-waiting"
      readonly id: string
      readonly process: string
      readonly sql: string
    }
  | {
      readonly kind: "revision-finished"
      readonly direction: Direction
      readonly id: string
      readonly milliseconds: number
    }
  /** The run is over: what it did. */
  | ({ readonly kind: "done" } & RunResult)
  /** The run ended in an error, which is thrown behind this. */
  | {
      readonly kind: "failed"
      readonly direction: Direction
      /** Of an AludelError. Absent: it is none, and nobody foresaw it. */
      readonly code?: ErrorCode
      readonly message: string
      readonly hint?: string
    }

/** What a run did. `ahead`: the database was migrated by a newer version of the project, nothing to do. */
export interface RunResult {
  readonly status: "done" | "nothing" | "ahead"
  readonly direction: Direction
  /** The revisions run, in order. */
  readonly revisions: readonly string[]
  /** The heads of the database afterwards. */
  readonly heads: readonly string[]
  readonly milliseconds: number
}
