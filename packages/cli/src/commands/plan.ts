import type { Command } from "commander"

import { printPlan } from "../print/plan.ts"
import { optionsOf } from "../project/globals.ts"
import { withMigrator } from "../project/with-migrator.ts"

interface PlanOptions {
  readonly downgrade?: true
}

/** `aludel plan [TARGET]`: what a run would do. */
export function plan(program: Command): void {
  program
    .command("plan")
    .description("list the revisions that an upgrade would run")
    .argument("[target]", "as for upgrade, or with --downgrade as for downgrade", "head")
    .option("--downgrade", "what a downgrade would run")
    .action(async (target: string, _: unknown, command: Command) => {
      const options = optionsOf<PlanOptions>(command)
      const direction = options.downgrade ? "downgrade" : "upgrade"
      const planned = await withMigrator(options, {}, (migrator) => migrator.plan({ direction, to: target }))
      printPlan(options, planned)
    })
}
