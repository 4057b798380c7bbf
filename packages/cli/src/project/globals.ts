import type { Command } from "commander"

/** The options that every command has. */
export interface Globals {
  readonly config?: string
  readonly cwd?: string
  readonly name?: string
  readonly url?: string
  readonly defaultSchema?: string
  readonly json?: true
  readonly verbose?: true
  readonly quiet?: true
  readonly color: boolean
}

/** The options of a command together with those that all share, wherever they stood on the line. */
export function optionsOf<O extends object = object>(command: Command): O & Globals {
  return command.optsWithGlobals<O & Globals>()
}

/** For an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}
