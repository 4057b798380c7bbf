/**
 * What can go wrong, as `noun/problem`. The union is closed: a new problem is a new line here and a section in
 * `docs/reference/errors.md`.
 */
export type ErrorCode =
  | "cli/editor"
  | "cli/usage"
  | "config/command"
  | "config/exists"
  | "config/invalid"
  | "config/not-found"
  | "database/connection"
  | "database/failed"
  | "database/no-schema"
  | "database/not-empty"
  | "database/url"
  | "database/version"
  | "dialect/invalid"
  | "dialect/not-installed"
  | "dialect/unsupported"
  | "file/refused"
  | "generate/invalid-answer"
  | "generate/invalid-schema"
  | "generate/no-schema"
  | "generate/no-table"
  | "generate/not-up-to-date"
  | "generate/not-proven"
  | "generate/refused"
  | "generate/rows-in-the-way"
  | "generate/unanswered"
  | "graph/cycle"
  | "graph/duplicate-id"
  | "graph/duplicate-label"
  | "graph/invalid-id"
  | "graph/missing-parent"
  | "graph/problems"
  | "history/changed"
  | "history/format"
  | "history/missing-revision"
  | "history/not-empty"
  | "lock/connection"
  | "lock/lost"
  | "lock/timeout"
  | "operation/invalid"
  | "operation/offline"
  | "package/version"
  | "revision/ambiguous"
  | "revision/async"
  | "revision/changed"
  | "revision/exists"
  | "revision/failed"
  | "revision/holds-code"
  | "revision/invalid"
  | "revision/irreversible"
  | "revision/load"
  | "revision/multiple-heads"
  | "revision/not-a-head"
  | "revision/not-applied"
  | "revision/not-found"
  | "revision/not-in-branch"
  | "revision/nothing-to-merge"
  | "revision/overlap"
  | "revision/range"
  | "revision/relative"
  | "run/aborted"
  | "run/failed"
  | "run/interrupted"
  | "schema/exists"
  | "schema/invalid"
  | "scratch/unavailable"

/** What an {@link AludelError} is made of, besides its code and message. */
export interface ErrorOptions {
  /** The next thing to type or to change, as one sentence. */
  readonly hint?: string | undefined
  /** The error beneath, kept for `--verbose`. */
  readonly cause?: unknown
  /** Plain data for programs: ids, questions, SQL. Never a password. */
  readonly details?: Readonly<Record<string, unknown>> | undefined
}

const brand = Symbol.for("aludel.error")

/** The one error class: a code for programs, a sentence for people, and what to do next. */
export class AludelError extends Error {
  readonly [brand] = true
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly details: Readonly<Record<string, unknown>>

  /**
   * @param code which problem, as `noun/problem`
   * @param message what is, with the names in it
   * @param options hint, cause and details
   */
  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = "AludelError"
    this.code = code
    this.hint = options.hint
    this.details = options.details ?? {}
  }
}

/** Whether a thrown value is Aludel's own. By a mark, not by `instanceof`: two copies of core may meet in one process. */
export function isAludelError(error: unknown): error is AludelError {
  return typeof error === "object" && error !== null && brand in error
}
