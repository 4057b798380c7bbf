import type { Command } from "commander"

import { optionsOf } from "../project/globals.ts"
import { withMigrator } from "../project/with-migrator.ts"

/** `aludel ensure-version`: creates the history tables and nothing else. */
export function ensureVersion(program: Command): void {
  program
    .command("ensure-version")
    .description("create the history tables if they are missing")
    .action(async (_: unknown, command: Command) => {
      await withMigrator(optionsOf(command), {}, (migrator) => migrator.ensureVersion())
    })
}
