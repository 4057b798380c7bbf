import type { Argument, Command, Option } from "commander"

import { databaseNames } from "@aludel/config/node"
import { createHistory } from "@aludel/core"

import { everyDatabase, type Globals } from "../project/globals.ts"
import { configOptions, loadProject } from "../project/project.ts"

/** What may stand where somebody pressed the tab key. */
export interface Completion {
  readonly word: string
  /** What it means; shells that can show it beside the word. */
  readonly about: string
}

/**
 * What may follow on a command line: commands, options, their choices, and, where a revision is wanted, ids, labels and
 * the words of targets.
 *
 * @param program the whole command line
 * @param words what stands behind `aludel`; the last, perhaps empty, is the one to be completed
 */
export async function complete(program: Command, words: readonly string[]): Promise<readonly Completion[]> {
  const [, option, value] = /^(--[\w-]+=)(.*)$/s.exec(words.at(-1) ?? "") ?? []
  if (option !== undefined) {
    const found = await complete(program, [...words.slice(0, -1), option.slice(0, -1), value ?? ""])
    return found.map(({ word, about }) => ({ word: `${option}${word}`, about }))
  }
  // bash takes a word apart at `=`, `:` and `@`; what stands behind the sign is completed by itself.
  const whole = words.filter((word, at) => word !== "=" || at === words.length - 1)
  const before = whole.slice(0, -1)
  const typed = (whole.at(-1) ?? "").replace(/^=$/, "")
  const command = commandIn(program, before)
  const all = await candidates(program, command, before, typed)
  return all.filter(({ word }) => word.startsWith(typed))
}

async function candidates(
  program: Command,
  command: Command | undefined,
  before: readonly string[],
  typed: string,
): Promise<readonly Completion[]> {
  const options = [...(command?.options ?? []), ...program.options]
  const open = openOption(options, before.at(-1))
  const globals = globalsIn(program, before)
  if (open !== undefined) return valuesOf(open, open.argChoices, globals, typed)
  if (typed.startsWith("-"))
    return options.flatMap(({ long, short, description }) =>
      [long ?? short].filter((word) => word != null).map((word) => ({ word, about: description })),
    )
  if (command === undefined)
    return program.commands.map((each) => ({ word: each.name(), about: each.description() }))
  const [argument] = command.registeredArguments
  return argument === undefined ? [] : valuesOf(argument, argument.argChoices, globals, typed)
}

function commandIn(program: Command, words: readonly string[]): Command | undefined {
  return program.commands.find((each) =>
    words.some((word) => word === each.name() || each.aliases().includes(word)),
  )
}

/** The option that the word before belongs to, where it still wants a value. */
function openOption(options: readonly Option[], word: string | undefined): Option | undefined {
  if (word === undefined) return undefined
  return options.find((option) => option.required && [option.long, option.short].includes(word))
}

async function valuesOf(
  named: Option | Argument,
  choices: readonly string[] | undefined,
  globals: Globals,
  typed: string,
): Promise<readonly Completion[]> {
  if (choices !== undefined) return choices.map((word) => ({ word, about: "" }))
  if ("flags" in named && named.long === "--name") return databases(globals)
  if (!wantsRevision(named)) return []
  // Behind the label of a line, and behind the colon of a range, stands a revision, too.
  const prefix = /^.*[@:]/.exec(typed)?.[0] ?? ""
  return (await revisions(globals)).map(({ word, about }) => ({ word: `${prefix}${word}`, about }))
}

async function databases(globals: Globals): Promise<readonly Completion[]> {
  const names = await databaseNames(configOptions(globals))
  return [...names, everyDatabase].map((word) => ({ word, about: "" }))
}

function wantsRevision(named: Option | Argument): boolean {
  const name = "flags" in named ? named.flags : named.name()
  return /\b(?:revisions?|targets?|range)\b/.test(name)
}

async function revisions(globals: Globals): Promise<readonly Completion[]> {
  const { source } = await loadProject(globals)
  const all = await createHistory({ source }).history()
  return [
    ...["head", "heads", "base"].map((word) => ({ word, about: "" })),
    ...all.flatMap(({ id, message, branchLabels }) => [
      { word: id, about: message },
      ...branchLabels.map((word) => ({ word, about: `the line of ${id}` })),
    ]),
  ]
}

// What was typed may not be complete, so nothing is refused here.
function globalsIn(program: Command, words: readonly string[]): Globals {
  const value = (...names: readonly string[]) => {
    const at = words.findIndex((word) => names.includes(word))
    return at === -1 ? undefined : words[at + 1]
  }
  const [config, cwd, name] = [value("-c", "--config"), value("--cwd"), value("-n", "--name")]
  return {
    ...program.opts<Globals>(),
    ...(config === undefined ? {} : { config }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(name === undefined ? {} : { name }),
  }
}
