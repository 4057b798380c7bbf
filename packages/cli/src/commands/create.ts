import type { Command } from "commander"

import { talk } from "../print/output.ts"
import { parentNames } from "../print/revision.ts"
import { optionsOf } from "../project/globals.ts"
import { withMigrator } from "../project/with-migrator.ts"

interface CreateCommandOptions {
  readonly skipCode?: true
}

/** `aludel create`: the declared schema on an empty database, at once. */
export function create(program: Command): void {
  const command = program
    .command("create")
    .description("build the declared schema on an empty database and record every revision as applied")
    .option("--skip-code", "go on though revisions run code or SQL or insert rows, leaving that out")
  command.action(async () => {
    const options = optionsOf<CreateCommandOptions>(command)
    const { skipCode } = options
    await withMigrator(options, { schema: true, events: true }, async (migrator) => {
      const result = await migrator.create({ skipCode })
      talk(
        options,
        `The declared schema is there, and the database is recorded as being at ${parentNames(result.heads)}.`,
      )
    })
  })
}
