import type { Command } from "commander"

import { scriptRange } from "@aludel/core/graph"

import { data } from "../print/output.ts"
import { printPlan } from "../print/plan.ts"
import { printRunResult } from "../print/run-result.ts"
import { collect, type Globals, optionsOf } from "../project/globals.ts"
import { addRunOptions, runOptions, type TypedRunOptions } from "../project/run-options.ts"
import { withMigrator } from "../project/with-migrator.ts"

interface UpgradeOptions extends TypedRunOptions {
  readonly sql?: true
  readonly dryRun?: true
  readonly acceptEdited?: readonly string[]
}

/** `aludel upgrade [TARGET]`: applies what is missing. */
export function upgrade(program: Command): void {
  const command = program
    .command("upgrade")
    .alias("up")
    .description("apply revisions up to a target")
    .argument(
      "[target]",
      "head, heads, an id or the beginning of one, +1, LABEL@head; with --sql also FROM:TO",
      "head",
    )
    .option("--sql", "print the SQL instead of running it")
    .option("--dry-run", "print the plan with its SQL; the database is read, and nothing is written")
    .option(
      "--accept-edited <id>",
      "record an applied revision that was edited since as it stands now; repeatable",
      collect,
    )
  addRunOptions(command).action(async (target: string) => {
    const options = optionsOf<UpgradeOptions>(command)
    if (options.sql) return printSql(options, target)
    if (options.dryRun) return dryRun(options, target)
    const { acceptEdited } = options
    await withMigrator(options, { events: true }, async (migrator, _, signal) => {
      const how = { ...runOptions(options), signal }
      printRunResult(options, await migrator.upgrade({ to: target, acceptEdited, ...how }))
    })
  })
}

async function dryRun(options: Globals, to: string): Promise<void> {
  await withMigrator(options, {}, async (migrator) =>
    printPlan(options, await migrator.plan({ direction: "upgrade", to, sql: true })),
  )
}

async function printSql(options: Globals, target: string): Promise<void> {
  const ends = scriptRange("upgrade", target)
  await withMigrator(options, { offline: true }, async (migrator) =>
    data(await migrator.sql({ direction: "upgrade", ...ends })),
  )
}
