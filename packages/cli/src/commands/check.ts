import type { Command } from "commander"

import { exitCode } from "../exit-code.ts"
import { printFindings } from "../print/findings.ts"
import { optionsOf } from "../project/globals.ts"
import { withMigrator } from "../project/with-migrator.ts"

/** `aludel check`: whether anything is not generated, not applied, or not merged. */
export function check(program: Command): void {
  program
    .command("check")
    .description(
      `find what is not generated, applied or merged; exit code ${exitCode.found} where there is something`,
    )
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { findings } = await withMigrator(options, { schema: true }, (migrator) => migrator.check())
      printFindings(options, findings)
      if (findings.length > 0) process.exitCode = exitCode.found
    })
}
