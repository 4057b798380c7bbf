import type { Pulled } from "@aludel/core"

import type { Globals } from "../project/globals.ts"
import { data, json, talk } from "./output.ts"

/** Prints a pulled declaration, or where it was written, and tells what could not be declared. */
export function printPulled(globals: Globals, pulled: Pulled, written?: readonly string[]): void {
  tellPulled(globals, pulled)
  const { files, unmodelled, outside } = pulled
  if (globals.json) json({ files: written ?? files, unmodelled, outside })
  else
    data(
      written === undefined
        ? files.map(({ text }) => text).join("\n")
        : written.map((path) => `wrote ${path}`).join("\n"),
    )
}

/** Tells what of a database could not be declared. */
export function tellPulled(globals: Globals, { unmodelled, outside }: Pulled): void {
  const objects = unmodelled.map(
    ({ kind, schema, name }) => `  ${kind} ${schema === undefined ? "" : `${schema}.`}${name}`,
  )
  if (objects.length > 0)
    talk(globals, ["Not declared, for nothing can declare it; it is left alone:", ...objects].join("\n"))
  if (outside.length > 0)
    talk(
      globals,
      `It refers to schemas that were not read: ${outside.join(", ")}. Add --schemas ${outside.join(",")}`,
    )
}
