import type { Command } from "commander"

import { revisionName } from "../print/revision.ts"
import { printRevisions } from "../print/revisions.ts"
import { optionsOf } from "../project/globals.ts"
import { withHistory } from "../project/with-history.ts"

interface HeadsOptions {
  readonly resolveDependencies?: true
}

/** `aludel heads`: the revisions that none follows. */
export function heads(program: Command): void {
  program
    .command("heads")
    .description("list the newest revision of every branch")
    .option("--resolve-dependencies", "leave out those that another revision depends on")
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<HeadsOptions>(command)
      await withHistory(options, async (history) => {
        const all = await history.heads()
        const shown = options.resolveDependencies ? all.filter((head) => !head.effectiveHead) : all
        printRevisions(options, shown, revisionName)
      })
    })
}
