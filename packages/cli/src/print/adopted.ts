import type { Adopted, OtherTool } from "@aludel/core"

import type { Globals } from "../project/globals.ts"
import { data, json, talk } from "./output.ts"
import { tellPulled } from "./pulled.ts"

/** Prints what was taken over from whom, and where it was written. */
export function printAdopted(globals: Globals, adopted: Adopted, written: readonly string[]): void {
  const { tools, revision } = adopted
  talk(globals, tools.length === 0 ? "No other tool's records were found." : tools.map(toolLine).join("\n"))
  tellPulled(globals, adopted)
  const { schema: _, files: __, ...rest } = adopted
  if (globals.json) return json({ ...rest, files: written })
  data([...written, revision.location ?? ""].map((path) => `wrote ${path}`).join("\n"))
  talk(globals, `The database is recorded as being at ${revision.id}.`)
}

function toolLine({ name, applied, last, tables }: OtherTool): string {
  const count = `${applied} ${applied === 1 ? "migration" : "migrations"}`
  return `${name}: ${count}${last === undefined ? "" : `, the last ${last}`}; left alone: ${tables.join(", ")}`
}
