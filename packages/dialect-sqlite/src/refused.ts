import { AludelError } from "@aludel/core/dialect"

/** The error for what SQLite can do only by building the table anew. `what` is a noun: `a unique constraint on hotels`. */
export function needsRebuild(what: string): AludelError {
  return new AludelError("dialect/unsupported", `${what} needs a table rebuild, which Aludel does not do yet on SQLite`, {
    hint: "Create the new table under another name, copy the rows with op.sql, drop the old table and rename the new one.",
  })
}

/** The error for what newer SQLite libraries do in place, where the one beneath is older. */
export function needsNewerLibrary(what: string): AludelError {
  return new AludelError(
    "dialect/unsupported",
    `${what} needs SQLite 3.53 or newer, else a table rebuild, which Aludel does not do yet on SQLite`,
    { hint: "Use a driver with a newer SQLite: npm install better-sqlite3@latest" },
  )
}
