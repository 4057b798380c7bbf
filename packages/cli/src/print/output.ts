import { styleText } from "node:util"

import type { Globals } from "../project/globals.ts"

/** Prints data: what somebody may want to pipe. */
export function data(text: string): void {
  process.stdout.write(text === "" || text.endsWith("\n") ? text : `${text}\n`)
}

/** Prints data as JSON. */
export function json(value: unknown): void {
  data(JSON.stringify(value, undefined, 2))
}

/** Prints what is said about the work while it goes on; `--quiet` silences it. */
export function talk(globals: Pick<Globals, "quiet">, text: string): void {
  if (globals.quiet !== true && text !== "") process.stderr.write(`${text}\n`)
}

/** A text in a colour, where stderr is a terminal that wants colours: not with `--no-color`, `NO_COLOR` or `CI`. */
export function coloured(style: "red" | "dim", text: string): string {
  const isPlain = process.argv.includes("--no-color") || isContinuousIntegration()
  return isPlain ? text : styleText(style, text, { stream: process.stderr })
}

/** Whether nobody watches, though there may be a terminal: `CI` is set. */
export function isContinuousIntegration(): boolean {
  return Boolean(process.env["CI"])
}
