import type { Command } from "commander"

import { printRunResult } from "../print/run-result.ts"
import { optionsOf } from "../project/globals.ts"
import { withMigrator } from "../project/with-migrator.ts"

interface StampOptions {
  readonly purge?: true
}

/** `aludel stamp TARGETS…`: records revisions as applied, running nothing. */
export function stamp(program: Command): void {
  program
    .command("stamp")
    .description("record revisions as applied without running them")
    .argument("<targets...>", "heads, base, ids or beginnings of ids, LABEL@head")
    .option("--purge", "forget first whatever is recorded")
    .action(async (targets: readonly string[], _: unknown, command: Command) => {
      const options = optionsOf<StampOptions>(command)
      await withMigrator(options, { events: true }, async (migrator) =>
        printRunResult(options, await migrator.stamp({ to: targets, purge: options.purge })),
      )
    })
}
