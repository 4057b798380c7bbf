import { type Command, Option } from "commander"

import { revisionTemplate } from "@aludel/config/node"
import { AludelError } from "@aludel/core"

import { printAdopted } from "../print/adopted.ts"
import { optionsOf } from "../project/globals.ts"
import { workingFolder } from "../project/project.ts"
import { withMigrator } from "../project/with-migrator.ts"
import { collectNames } from "../pull/names.ts"
import { languageOf, writePulled } from "../pull/write-pulled.ts"

interface AdoptCommandOptions {
  readonly message?: string
  readonly revId?: string
  readonly out?: string
  readonly perTable?: true
  readonly schemas?: readonly string[]
  readonly force?: true
}

/** `aludel adopt`: takes over a database that another tool has migrated. */
export function adopt(program: Command): void {
  program
    .command("adopt")
    .description(
      "take over a database that another tool has migrated: pull its schema, write a first revision, stamp it",
    )
    .option("-m, --message <text>", "what the first revision says (default: what was there, from TOOL)")
    .option("--rev-id <id>", "its id (default: 12 random hex digits)")
    .option(
      "-o, --out <path>",
      "the file or the folder of the declared schema (default: `schema` of the configuration)",
    )
    .option("--per-table", "a file per table, and some for what is no table; the path is a folder's")
    .addOption(
      new Option(
        "--schemas <names>",
        "the schemas to read besides the default one, between commas",
      ).argParser(collectNames),
    )
    .option("--force", "write over a declared schema that is there")
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<AdoptCommandOptions>(command)
      await withMigrator(options, {}, async (migrator, { config }) => {
        const { schema } = config.settings
        const out = options.out ?? (typeof schema === "string" ? schema : undefined)
        if (out === undefined) throw noPlace()
        const language = languageOf(out, config.settings.language)
        let written: readonly string[] = []
        const adopted = await migrator.adopt({
          message: options.message,
          id: options.revId,
          language,
          template: await revisionTemplate(config),
          schemas: options.schemas,
          layout: options.perTable ? "file per table" : "one file",
          keep: async ({ files }) => {
            const folder = options.out === undefined ? config.folder : workingFolder(options)
            written = writePulled(folder, out, files, { force: options.force })
          },
        })
        printAdopted(options, adopted, written)
      })
    })
}

function noPlace(): AludelError {
  return new AludelError("cli/usage", "adopt writes the declared schema, and no place is named for it.", {
    hint: 'Set `schema: "schema.ts"` in the configuration, or add --out schema.ts.',
  })
}
