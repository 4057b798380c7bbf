import type { Command } from "commander"

import { AludelError, type Migrator } from "@aludel/core"
import { scriptRange } from "@aludel/core/graph"

import { data, talk } from "../print/output.ts"
import { printPlan } from "../print/plan.ts"
import { printRunResult } from "../print/run-result.ts"
import { type Globals, optionsOf } from "../project/globals.ts"
import { addRunOptions, runOptions, type TypedRunOptions } from "../project/run-options.ts"
import { withMigrator } from "../project/with-migrator.ts"
import { confirmed, isInteractive } from "../questions/terminal.ts"

interface DowngradeOptions extends TypedRunOptions {
  readonly sql?: true
  readonly dryRun?: true
  readonly yes?: true
}

/** `aludel downgrade TARGET`: takes back what is above a target. */
export function downgrade(program: Command): void {
  const command = program
    .command("downgrade")
    .alias("down")
    .description("take back revisions down to a target")
    .argument("<target>", "-1, base, an id or the beginning of one, LABEL@base; with --sql FROM:TO")
    .option("--sql", "print the SQL instead of running it")
    .option("--dry-run", "print the plan with its SQL; the database is read, and nothing is written")
    .option("-y, --yes", "do not ask, even on a terminal")
  addRunOptions(command).action(async (target: string) => {
    const options = optionsOf<DowngradeOptions>(command)
    if (options.sql) return printSql(options, target)
    if (options.dryRun) return dryRun(options, target)
    await withMigrator(options, { events: true }, async (migrator, _, signal) => {
      if (options.yes === undefined && isInteractive()) await consent(options, migrator, target)
      printRunResult(options, await migrator.downgrade({ to: target, ...runOptions(options), signal }))
    })
  })
}

/** Asks once where tables or columns are deleted. */
async function consent(options: Globals, migrator: Migrator, target: string): Promise<void> {
  const { steps } = await migrator.plan({ direction: "downgrade", to: target })
  const lost = steps.flatMap(({ id, hazards = [] }) =>
    hazards.filter(({ kind }) => kind === "drops-data").map(({ message }) => `  ${id}: ${message}`),
  )
  if (lost.length === 0) return
  talk(options, ["This downgrade deletes:", ...lost].join("\n"))
  if (await confirmed("Go on?")) return
  throw new AludelError("run/aborted", "Nothing was taken back.", {
    hint: "Add --yes to go on without being asked.",
  })
}

async function dryRun(options: Globals, to: string): Promise<void> {
  await withMigrator(options, {}, async (migrator) =>
    printPlan(options, await migrator.plan({ direction: "downgrade", to, sql: true })),
  )
}

async function printSql(options: Globals, target: string): Promise<void> {
  const ends = scriptRange("downgrade", target)
  await withMigrator(options, { offline: true }, async (migrator) =>
    data(await migrator.sql({ direction: "downgrade", ...ends })),
  )
}
