import { type Command, Option } from "commander"

import { AludelError } from "@aludel/core"
import { scriptRange } from "@aludel/core/graph"

import { data } from "../print/output.ts"
import { printRunResult } from "../print/run-result.ts"
import { type Globals, optionsOf } from "../project/globals.ts"
import { withMigrator } from "../project/with-migrator.ts"

interface StampOptions {
  readonly purge?: true
  readonly sql?: true
}

/** `aludel stamp TARGETS…`: records revisions as applied, running nothing. */
export function stamp(program: Command): void {
  program
    .command("stamp")
    .description("record revisions as applied without running them")
    .argument("<targets...>", "heads, base, ids or beginnings of ids, LABEL@head; with --sql also FROM:TO")
    .option("--purge", "forget first whatever is recorded")
    .addOption(new Option("--sql", "print the SQL instead of running it").conflicts("purge"))
    .action(async (targets: readonly string[], _: unknown, command: Command) => {
      const options = optionsOf<StampOptions>(command)
      if (options.sql) return printSql(options, targets)
      await withMigrator(options, { events: true }, async (migrator) =>
        printRunResult(options, await migrator.stamp({ to: targets, purge: options.purge })),
      )
    })
}

async function printSql(options: Globals, targets: readonly string[]): Promise<void> {
  const ranges = targets.map((target) => scriptRange("stamp", target))
  const [from, ...others] = new Set(ranges.map((range) => range.from))
  if (others.length > 0)
    throw new AludelError("cli/usage", "stamp with --sql starts from one revision, not from several", {
      hint: `Name it once: aludel stamp --sql ${from}:${ranges[0]?.to} ${from}:${ranges[1]?.to}`,
    })
  const to = ranges.map((range) => range.to)
  await withMigrator(options, { offline: true }, async (migrator) =>
    data(await migrator.sql({ direction: "stamp", from, to })),
  )
}
