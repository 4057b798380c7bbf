import { type Command, InvalidArgumentError } from "commander"

/** What `--name` says for all configured databases, one after the other. */
export const everyDatabase = "*"

/** The options that every command has. */
export interface Globals {
  readonly config?: string
  readonly cwd?: string
  readonly name?: string
  readonly url?: string
  readonly defaultSchema?: string
  readonly envFile?: string
  /** `-x key=value`, for the configuration's function. */
  readonly x?: Readonly<Record<string, string>>
  readonly json?: true
  readonly verbose?: true
  readonly quiet?: true
  readonly color: boolean
}

/** The options of a command together with those that all share, wherever they stood on the line. */
export function optionsOf<O extends object = object>(command: Command): O & Globals {
  return command.optsWithGlobals<O & Globals>()
}

/**
 * For `-x key=value`, several times; without `=` the value is empty.
 *
 * @throws InvalidArgumentError where there is no key
 */
export function collectPairs(
  pair: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [key = "", ...value] = pair.split("=")
  if (key === "") throw new InvalidArgumentError("It takes key=value.")
  return { ...before, [key]: value.join("=") }
}

/** For an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}
