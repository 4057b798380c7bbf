import type { Command } from "commander"

import { branchLines } from "../print/revision.ts"
import { printRevisions } from "../print/revisions.ts"
import { optionsOf } from "../project/globals.ts"
import { withHistory } from "../project/with-history.ts"

/** `aludel branches`: the revisions that several follow. */
export function branches(program: Command): void {
  program
    .command("branches")
    .description("list the revisions from which branches part")
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      await withHistory(options, async (history) => {
        const all = new Map((await history.history()).map((revision) => [revision.id, revision]))
        printRevisions(options, await history.branches(), (revision) =>
          branchLines(revision, (id) => all.get(id)),
        )
      })
    })
}
