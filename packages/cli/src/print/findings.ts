import type { Finding } from "@aludel/core"

import type { Globals } from "../project/globals.ts"
import { data, json } from "./output.ts"

/** Prints what `check` found. */
export function printFindings(globals: Globals, findings: readonly Finding[]): void {
  if (globals.json) return json({ findings })
  data(findings.length === 0 ? "No new upgrade operations detected." : findings.map(findingText).join("\n"))
}

/** One finding, its details indented, and what to do. */
export function findingText({ message, details, hint }: Finding): string {
  return [message, ...details.map((detail) => `  ${detail}`), `hint: ${hint}`].join("\n")
}
