import type { Command } from "commander"

import { revisionName } from "../print/revision.ts"
import { printRevisions } from "../print/revisions.ts"
import { optionsOf } from "../project/globals.ts"
import { withHistory } from "../project/with-history.ts"

/** `aludel heads`: the revisions that none follows. */
export function heads(program: Command): void {
  program
    .command("heads")
    .description("list the newest revision of every branch")
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      await withHistory(options, async (history) =>
        printRevisions(options, await history.heads(), revisionName),
      )
    })
}
