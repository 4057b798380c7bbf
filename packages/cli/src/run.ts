import { CommanderError } from "commander"

import { exitCode } from "./exit-code.ts"
import { printError } from "./print/error.ts"
import { makeProgram } from "./program.ts"
import { everyDatabase, type Globals } from "./project/globals.ts"

/**
 * Runs one command as typed and gives its exit code; whatever goes wrong is printed, nothing is thrown. With
 * `--name '*'` it runs for every configured database in turn, up to the first that does not end with 0.
 */
export async function run(argv: readonly string[]): Promise<number> {
  const program = makeProgram(argv[0])
  program.hook("preAction", (_, command) => {
    const globals = command.optsWithGlobals<Globals>()
    if (globals.name === everyDatabase) throw new ForEveryDatabase(globals)
  })
  try {
    await program.parseAsync(argv, { from: "user" })
    return Number(process.exitCode ?? exitCode.done)
  } catch (error) {
    if (error instanceof ForEveryDatabase) return runForEach(argv, error.globals)
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage
    return printError(error, { verbose: argv.includes("--verbose") || argv.includes("-v") })
  }
}

/** Thrown before a command acts, so that what was typed can be run once for each database. */
class ForEveryDatabase extends Error {
  readonly globals: Globals

  constructor(globals: Globals) {
    super("for every database")
    this.globals = globals
  }
}

async function runForEach(argv: readonly string[], globals: Globals): Promise<number> {
  const { namesOf } = await import("./project/every-database.ts")
  try {
    for (const name of await namesOf(globals)) {
      if (!globals.quiet) process.stderr.write(`== ${name}\n`)
      const code = await run(argv.map((word) => withName(word, name)))
      if (code !== exitCode.done) return code
    }
    return exitCode.done
  } catch (error) {
    return printError(error, { verbose: globals.verbose === true })
  }
}

function withName(word: string, name: string): string {
  return /^(?:|-n|--name=)\*$/.test(word) ? word.replace("*", () => name) : word
}
