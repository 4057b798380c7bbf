import type { Command } from "commander"

import { data } from "../print/output.ts"
import { optionsOf } from "../project/globals.ts"
import { withMigrator } from "../project/with-migrator.ts"

interface EnsureVersionOptions {
  readonly sql?: true
}

/** `aludel ensure-version`: creates the history tables and nothing else. */
export function ensureVersion(program: Command): void {
  program
    .command("ensure-version")
    .description("create the history tables if they are missing")
    .option("--sql", "print the SQL instead of running it")
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<EnsureVersionOptions>(command)
      await withMigrator(options, { offline: options.sql === true }, async (migrator) => {
        if (options.sql) data(await migrator.sql({ direction: "stamp", to: "base" }))
        else await migrator.ensureVersion()
      })
    })
}
