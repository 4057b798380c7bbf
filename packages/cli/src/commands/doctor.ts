import type { Command } from "commander"

import { exitCode } from "../exit-code.ts"
import { data, json } from "../print/output.ts"
import { optionsOf } from "../project/globals.ts"

/** `aludel doctor`: what is found where, and what is wrong. */
export function doctor(program: Command): void {
  program
    .command("doctor")
    .description(
      `say what is found where, from the configuration to the database; exit code ${exitCode.found} where something is wrong`,
    )
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { examine } = await import("../doctor/examine.ts")
      const examined = await examine(options)
      if (options.json) json({ examined })
      else
        data(
          examined
            .flatMap(({ what, found, problem, hint }) => [
              `${problem === undefined ? "ok   " : "wrong"} ${what}: ${found ?? problem}`,
              ...(hint === undefined ? [] : [`      hint: ${hint}`]),
            ])
            .join("\n"),
        )
      if (examined.some(({ problem }) => problem !== undefined)) process.exitCode = exitCode.found
    })
}
