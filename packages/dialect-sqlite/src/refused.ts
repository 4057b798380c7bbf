import { AludelError } from "@aludel/core/dialect"

import type { Library } from "./library.ts"

/** The error for what SQLite can do only by building the table anew. `what` is a noun: `a unique constraint on hotels`. */
export function needsRebuild(what: string): AludelError {
  return new AludelError(
    "dialect/unsupported",
    `${what} needs a table rebuild, which Aludel does not do yet on SQLite`,
    {
      hint: "Create the new table under another name, copy the rows with op.sql, drop the old table and rename the new one.",
    },
  )
}

const since = { altersInPlace: "3.53", dropsForeignKeys: "3.54" } as const satisfies Record<
  keyof Library,
  string
>

/** The error for what newer SQLite libraries do in place, where the one beneath is older. */
export function needsNewerLibrary(what: string, ability: keyof Library = "altersInPlace"): AludelError {
  return new AludelError(
    "dialect/unsupported",
    `${what} needs SQLite ${since[ability]} or newer, else a table rebuild, which Aludel does not do yet on SQLite`,
    { hint: "Use a driver with a newer SQLite: npm install better-sqlite3@latest" },
  )
}
