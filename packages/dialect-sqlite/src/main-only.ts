import { AludelError } from "@aludel/core/dialect"

/**
 * Refuses any default schema but SQLite's own, `main`.
 *
 * @param schema the schema; absent: the default one, which is always fine
 * @param what what lies in it, for the message
 * @throws AludelError `dialect/unsupported`
 */
export function mainOnly(schema: string | undefined, what: string): void {
  if (schema === undefined || schema === "main") return
  throw new AludelError(
    "dialect/unsupported",
    `${what} is "${schema}", but on SQLite that is always the main database`,
    {
      hint: "Leave it out: what lies in an attached database has its name before it.",
    },
  )
}
