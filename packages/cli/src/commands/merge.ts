import type { Command } from "commander"

import { printNewRevision } from "../print/new-revision.ts"
import { collect, optionsOf } from "../project/globals.ts"
import { fileStyle } from "../project/project.ts"
import { withHistory } from "../project/with-history.ts"

interface MergeCommandOptions {
  readonly message?: string
  readonly branchLabel?: readonly string[]
  readonly revId?: string
  readonly splice?: true
}

/** `aludel merge [REVISIONS…]`: a revision that joins branches. */
export function merge(program: Command): void {
  program
    .command("merge")
    .description("write a revision that joins branches")
    .argument("[revisions...]", "what to join", ["heads"])
    .option("-m, --message <text>", "what it does (default: merge A and B)")
    .option("--branch-label <label>", "a name for the line that begins here; repeatable", collect)
    .option("--rev-id <id>", "the id (default: 12 random hex digits)")
    .option("--splice", "allow revisions that are no heads")
    .action(async (revisions: readonly string[], _: unknown, command: Command) => {
      const options = optionsOf<MergeCommandOptions>(command)
      const { branchLabel: branchLabels, message, revId: id, splice } = options
      await withHistory(options, async (history, { config }) => {
        const style = await fileStyle(config)
        printNewRevision(
          options,
          await history.merge({ revisions, message, branchLabels, id, splice, ...style }),
        )
      })
    })
}
