import type { RunResult } from "@aludel/core"

import type { Globals } from "../project/globals.ts"
import { talk } from "./output.ts"
import { parentNames } from "./revision.ts"

/** Tells what a run did, where that does not stand in the progress already; as data it is the event `done`. */
export function printRunResult(globals: Globals, result: RunResult): void {
  talk(globals, runSentence(result))
}

/** What is left to say when a run is over; empty where the progress said it all. */
export function runSentence({ status, direction, heads, revisions }: RunResult): string {
  const place = parentNames(heads)
  if (status === "ahead")
    return `The database is ahead of this checkout: it is at ${place}, which no file here has. Nothing to do.`
  if (direction === "stamp") return `The database is now recorded as being at ${place}.`
  return revisions.length === 0 ? `Nothing to ${direction}: the database is at ${place}.` : ""
}
