import { CommanderError } from "commander"

import { exitCode } from "./exit-code.ts"
import { printError } from "./print/error.ts"
import { makeProgram } from "./program.ts"

/** Runs one command as typed and gives its exit code; whatever goes wrong is printed, nothing is thrown. */
export async function run(argv: readonly string[]): Promise<number> {
  const program = makeProgram()
  try {
    await program.parseAsync(argv, { from: "user" })
    return Number(process.exitCode ?? exitCode.done)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage
    return printError(error, { verbose: argv.includes("--verbose") || argv.includes("-v") })
  }
}
