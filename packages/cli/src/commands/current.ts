import type { Command } from "commander"

import { exitCode } from "../exit-code.ts"
import { currentLine } from "../print/current.ts"
import { data, json, talk } from "../print/output.ts"
import { revisionEntry } from "../print/revision.ts"
import { optionsOf } from "../project/globals.ts"
import { withMigrator } from "../project/with-migrator.ts"

interface CurrentOptions {
  readonly checkHeads?: true
}

/** `aludel current`: what the database is at. */
export function current(program: Command): void {
  program
    .command("current")
    .alias("status")
    .description("list the revisions that the database is at")
    .option("--check-heads", `end with exit code ${exitCode.found} unless the database is at every head`)
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<CurrentOptions>(command)
      await withMigrator(options, {}, async (migrator) => {
        const revisions = await migrator.current()
        if (options.json) json(revisions)
        else if (options.verbose) data((await migrator.show("current")).map(revisionEntry).join("\n"))
        else data(revisions.map(currentLine).join("\n"))
        if (options.checkHeads === undefined) return
        const heads = await migrator.heads()
        const missing = heads.filter(
          (head) => !head.effectiveHead && !revisions.some(({ id }) => id === head.id),
        )
        if (missing.length === 0) return
        talk(
          options,
          `Database is not on all head revisions; missing: ${missing.map(({ id }) => id).join(", ")}`,
        )
        process.exitCode = exitCode.found
      })
    })
}
