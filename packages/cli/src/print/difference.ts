import { styleText } from "node:util"

import type { ReviewedChange, SchemaDiff } from "@aludel/core"

import type { Globals } from "../project/globals.ts"
import { data, json, talk } from "./output.ts"

/** Prints what leads from one schema to another: for people, as the calls of a revision, or as SQL. */
export function printDifference(globals: Globals, difference: SchemaDiff): void {
  const { changes, unmanaged, code, sql } = difference
  if (globals.json) return json(difference)
  const alone = unmanaged.map((object) => `  ${object}`)
  if (alone.length > 0)
    talk(globals, ["Left alone, for the other side and the revisions don't have it:", ...alone].join("\n"))
  if (changes.length === 0) return talk(globals, "No difference.")
  data(sql ?? code ?? changes.map(reviewText).join("\n"))
}

/** A change with what it takes away and brings indented beneath it, in colours where stdout is a terminal. */
function reviewText({ summary, details }: ReviewedChange): string {
  return [summary, ...details.map((detail) => `    ${detail}`)].map(signed).join("\n")
}

const colours = { "+": "green", "-": "red", "~": "yellow" } as const

function signed(line: string): string {
  const colour = colours[line.trimStart()[0] as keyof typeof colours] as (typeof colours)["+"] | undefined
  if (colour === undefined || process.argv.includes("--no-color")) return line
  return styleText(colour, line, { stream: process.stdout })
}
