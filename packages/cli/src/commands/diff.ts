import type { Command } from "commander"

import { printDifference } from "../print/difference.ts"
import { type Globals, optionsOf } from "../project/globals.ts"
import { schemaSource } from "../project/schema-source.ts"
import { type Needs, withMigrator } from "../project/with-migrator.ts"

interface DifferenceOptions {
  readonly format: "text" | "operations"
  readonly sql?: true
  readonly offline?: true
}

/** `aludel diff A B`: what leads from one schema to another, each taken from wherever one can be. */
export function diff(program: Command): void {
  const command = program
    .command("diff")
    .description("show what leads from one schema to another")
    .argument(
      "<from>",
      "declared, database, revisions, revisions:TARGET, or a file: a module, a model in JSON, or SQL",
    )
    .argument("<to>", "likewise")
    .option("--format <form>", "text, or operations: the calls of a revision", "text")
    .option("--sql", "print the SQL")
    .option("--offline", "ask no database for a scratch either (default: where none is configured)")
  command.action(async (from: string, to: string, _: unknown, self: Command) => {
    const options = optionsOf<DifferenceOptions>(self)
    if (!["text", "operations"].includes(options.format))
      command.error(`error: --format is text or operations, not ${options.format}`)
    await compared(options, [from, to])
  })
}

async function compared(
  options: DifferenceOptions & Globals,
  [from, to]: readonly [from: string, to: string],
): Promise<void> {
  const needs: Needs = {
    schema: from === "declared" || to === "declared",
    scratch: true,
    offline:
      options.offline ?? (from !== "database" && to !== "database" && "where no database is configured"),
  }
  const difference = await withMigrator(options, needs, async (migrator, { config, offline }) =>
    migrator.diff({
      from: await schemaSource(config, from),
      to: await schemaSource(config, to),
      offline,
      code: options.format === "operations",
      sql: options.sql,
    }),
  )
  printDifference(options, difference)
}
