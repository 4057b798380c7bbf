import type { RevisionInfo } from "@aludel/core"

import type { Globals } from "../project/globals.ts"
import { data, json } from "./output.ts"
import { revisionEntry } from "./revision.ts"

/** Prints revisions: as JSON, as full entries with `--verbose`, else a line each. */
export function printRevisions(
  globals: Globals,
  revisions: readonly RevisionInfo[],
  line: (revision: RevisionInfo) => string,
): void {
  if (globals.json) return json(revisions)
  data(revisions.map(globals.verbose ? revisionEntry : line).join("\n"))
}
