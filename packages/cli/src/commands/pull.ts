import type { Command } from "commander"

import { printPulled } from "../print/pulled.ts"
import { optionsOf } from "../project/globals.ts"
import { workingFolder } from "../project/project.ts"
import { withMigrator } from "../project/with-migrator.ts"
import { collectNames } from "../pull/names.ts"
import { languageOf, writePulled } from "../pull/write-pulled.ts"

interface PullOptions {
  readonly out?: string
  readonly perTable?: true
  readonly schemas?: readonly string[]
  readonly allSchemas?: true
  readonly force?: true
}

/** `aludel pull`: the declared schema of a database that is there already. */
export function pull(program: Command): void {
  const command = program
    .command("pull")
    .description("print the declared schema of the database")
    .option("-o, --out <path>", "the file or the folder to write to (default: standard output)")
    .option("--per-table", "a file per table, and some for what is no table; --out names the folder")
    .option("--schemas <names>", "the schemas to read besides the default one, between commas", collectNames)
    .option("--all-schemas", "read all schemas but the engine's own")
    .option("--force", "write over files that are there")
  command.action(async (_: unknown, self: Command) => {
    const options = optionsOf<PullOptions>(self)
    if (options.perTable && options.out === undefined)
      command.error("error: --per-table needs --out with a folder")
    const { out, force } = options
    const pulled = await withMigrator(options, {}, (migrator, { config }) =>
      migrator.pull({
        schemas: options.allSchemas ? "all" : options.schemas,
        layout: options.perTable ? "file per table" : "one file",
        language: languageOf(out, config.settings.language),
      }),
    )
    const written =
      out === undefined ? undefined : writePulled(workingFolder(options), out, pulled.files, { force })
    printPulled(options, pulled, written)
  })
}
