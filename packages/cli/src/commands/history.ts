import { type Command, Option } from "commander"

import { graph, type GraphFormat, graphFormats } from "../graph/formats.ts"
import { data } from "../print/output.ts"
import { historyLine } from "../print/revision.ts"
import { printRevisions } from "../print/revisions.ts"
import { optionsOf } from "../project/globals.ts"
import { withHistory } from "../project/with-history.ts"
import { withMigrator } from "../project/with-migrator.ts"

interface HistoryOptions {
  readonly revRange?: string
  readonly indicateCurrent?: true
  readonly graph?: true
  readonly format?: GraphFormat
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
    .option("--graph", "draw the graph; with --indicate-current, @ stands where the database is")
    .addOption(new Option("--format <name>", "how the graph is printed, for whom").choices(graphFormats))
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<HistoryOptions>(command)
      const { indicateCurrent, revRange: range } = options
      const asksDatabase = indicateCurrent === true || /\bcurrent\b/.test(range ?? "")
      const revisions = asksDatabase
        ? await withMigrator(options, {}, (migrator) =>
            migrator.history({ range, database: indicateCurrent }),
          )
        : await withHistory(options, (known) => known.history({ range }))
      const format = options.format ?? (options.graph === true ? "text" : undefined)
      if (format === undefined || options.json === true) printRevisions(options, revisions, historyLine)
      else data(graph(revisions, format))
    })
}

/** As Alembic's users write it, for there a range that begins with `-` needs it: `-r=-3:current`. */
function withoutEquals(range: string): string {
  return range.replace(/^=/, "")
}
