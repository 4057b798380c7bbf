/** What the command tells the shell. A told error is 1, and so is everything not listed; signals are 130 and 143. */
export const exitCode = {
  done: 0,
  error: 1,
  usage: 2,
  /** Autogenerate has questions; they stand on stdout as JSON. */
  answerNeeded: 3,
  /** `check` or `current --check-heads` found something. */
  found: 4,
  /** An error that nobody foresaw. */
  bug: 70,
} as const
