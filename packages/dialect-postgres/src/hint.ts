import type { StatementFailure } from "@aludel/core/dialect"

/** What to do about a refused statement, in the words of the builders. */
export function hint({ code }: StatementFailure): string | undefined {
  return code === undefined ? undefined : hints[code]
}

// By SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
const hints: Readonly<Record<string, string>> = {
  "428C9":
    "Leave the value out: the engine gives the column its values. An identity column takes others where it is declared with identity({ always: false }).",
}
