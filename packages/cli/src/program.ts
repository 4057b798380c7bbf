import { Command } from "commander"

import { adopt } from "./commands/adopt.ts"
import { branches } from "./commands/branches.ts"
import { bundle } from "./commands/bundle.ts"
import { check } from "./commands/check.ts"
import { completion } from "./commands/completion.ts"
import { create } from "./commands/create.ts"
import { current } from "./commands/current.ts"
import { diff } from "./commands/diff.ts"
import { doctor } from "./commands/doctor.ts"
import { downgrade } from "./commands/downgrade.ts"
import { edit } from "./commands/edit.ts"
import { ensureVersion } from "./commands/ensure-version.ts"
import { heads } from "./commands/heads.ts"
import { history } from "./commands/history.ts"
import { init } from "./commands/init.ts"
import { merge } from "./commands/merge.ts"
import { plan } from "./commands/plan.ts"
import { pull } from "./commands/pull.ts"
import { revision } from "./commands/revision.ts"
import { show } from "./commands/show.ts"
import { stamp } from "./commands/stamp.ts"
import { upgrade } from "./commands/upgrade.ts"
import { collectPairs } from "./project/globals.ts"
import { version } from "./version.ts"

const commands = {
  init,
  revision,
  merge,
  upgrade,
  downgrade,
  stamp,
  create,
  current,
  history,
  heads,
  branches,
  show,
  edit,
  check,
  diff,
  plan,
  bundle,
  pull,
  adopt,
  "ensure-version": ensureVersion,
  doctor,
  completion,
}

/** The commands by all that they can be typed as, but for what completes a line: that wants to see all of them. */
const typed = new Map<string, (program: Command) => void>([
  ...Object.entries(commands).filter(([name]) => name !== "completion"),
  ["generate", revision],
  ["up", upgrade],
  ["down", downgrade],
  ["status", current],
])

/**
 * The command line: every command, and the options that all of them share.
 *
 * @param word what is typed first: where it is a command, that alone is made, for making all takes as long as many run
 */
export function makeProgram(word = ""): Command {
  const program = new Command("aludel")
    .description("Schema migrations for TypeScript.")
    .version(version(), "--version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .option("-c, --config <path>", "the configuration (default: aludel.config.* here or in a folder above)")
    .option("--cwd <folder>", "work as if started there")
    .option("-n, --name <name>", "which of the configured databases; '*': each in turn")
    .option("--url <url>", "the database; wins over ALUDEL_DATABASE_URL, the configuration and DATABASE_URL")
    .option("--default-schema <name>", "the schema that names without one lie in")
    .option(
      "--env-file <path>",
      "environment variables that are not set yet (default: .env, if there is one)",
    )
    .option(
      "-x <key=value>",
      "a value for the function that the configuration exports; repeatable",
      collectPairs,
    )
    .option("--json", "print data as JSON")
    .option("-v, --verbose", "say more; show stack traces of errors")
    .option("-q, --quiet", "no talk, only data and errors")
    .option("--no-color", "no colours")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: printUsage("aludel --help`, or `aludel COMMAND --help") })
    .exitOverride()
  const only = typed.get(word)
  for (const add of only === undefined ? Object.values(commands) : [only]) add(program)
  for (const command of program.commands)
    command.configureOutput({ outputError: printUsage(`aludel ${command.name()} --help`) })
  return program
}

/** @param help what to type for help, where nothing better can be said */
function printUsage(help: string): (text: string, write: (text: string) => void) => void {
  return (text, write) => {
    const [sentence = "", ...hints] = text
      .trim()
      .replace(/^error: /, "")
      .split("\n")
    const said =
      hints.length > 0 ? hints.map((hint) => hint.replace(/^\((.*)\)$/, "$1")) : [`Type \`${help}\`.`]
    write(`aludel: [cli/usage] ${sentence}\n${said.map((hint) => `hint: ${hint}\n`).join("")}`)
  }
}
