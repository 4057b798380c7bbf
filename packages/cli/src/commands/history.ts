import type { Command } from "commander"

import { historyLine } from "../print/revision.ts"
import { printRevisions } from "../print/revisions.ts"
import { optionsOf } from "../project/globals.ts"
import { withHistory } from "../project/with-history.ts"
import { withMigrator } from "../project/with-migrator.ts"

interface HistoryOptions {
  readonly revRange?: string
  readonly indicateCurrent?: true
}

/** `aludel history`: every revision, newest first. The database is asked only where that is wanted. */
export function history(program: Command): void {
  program
    .command("history")
    .description("list the revisions, newest first")
    .option(
      "-r, --rev-range <range>",
      "only from START:END; each side may be left out, relative, or `current`",
      withoutEquals,
    )
    .option("-i, --indicate-current", "mark what the database is at")
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<HistoryOptions>(command)
      const { indicateCurrent, revRange: range } = options
      const asksDatabase = indicateCurrent === true || /\bcurrent\b/.test(range ?? "")
      const revisions = asksDatabase
        ? await withMigrator(options, {}, (migrator) =>
            migrator.history({ range, database: indicateCurrent }),
          )
        : await withHistory(options, (known) => known.history({ range }))
      printRevisions(options, revisions, historyLine)
    })
}

/** As Alembic's users write it, for there a range that begins with `-` needs it: `-r=-3:current`. */
function withoutEquals(range: string): string {
  return range.replace(/^=/, "")
}
