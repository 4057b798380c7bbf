import type { EditedRevision, RunEvent } from "@aludel/core"

import type { Globals } from "../project/globals.ts"
import { talk } from "./output.ts"
import { parentNames } from "./revision.ts"

/** Tells on stderr what a run does; `--verbose` adds operations, their SQL, and which scratch was chosen, once. */
export function printProgress(globals: Globals): (event: RunEvent) => void {
  let scratch: string | undefined
  return (event) => {
    if (event.kind === "scratch-chosen") {
      if (event.sentence === scratch) return
      scratch = event.sentence
    }
    talk(globals, progressLine(event, globals.verbose === true))
  }
}

/** What is said of an event; nothing for most. */
export function progressLine(event: RunEvent, verbose: boolean): string {
  switch (event.kind) {
    case "lock-waiting":
      return `Waiting for another run to finish (lock ${event.lock}${event.holder === undefined ? "" : `, held by ${event.holder}`})`
    case "statement-waiting":
      return `Waiting for a statement of an earlier run of ${event.id}, which still runs in ${event.process}`
    case "retry":
      return `Trying again in ${event.milliseconds} ms (${event.attempt} of ${event.of}): ${event.reason}`
    case "proof":
      return verbose ? `Proof: ${event.sentence}` : ""
    case "scratch-chosen":
      return verbose ? `Scratch: ${event.sentence}` : ""
    case "revision-started":
      return `Running ${event.direction} ${way(event)}, ${event.message}`
    case "operation":
      return verbose ? `  ${event.description}` : ""
    case "statement":
      return verbose ? event.sql.replaceAll(/^/gm, "    ") : ""
    case "edited":
      return editedText(event)
    case "planned":
    case "revision-finished":
      return ""
  }
}

/** What is said of a revision that was edited after it had been applied. */
function editedText({ id, location, appliedAt, changes, downgrade }: EditedRevision): string {
  const by = downgrade === "stored" ? "A downgrade takes back what was applied, not what the file says." : ""
  return [
    `Revision ${id} was edited since it was applied at ${appliedAt} (${location}):`,
    ...changes.map((change) => `  ${change}`),
    ...(by === "" ? [] : [by]),
    `hint: To record it as it stands now: aludel upgrade --accept-edited ${id}`,
  ].join("\n")
}

function way({ direction, id, parents }: Extract<RunEvent, { kind: "revision-started" }>): string {
  return direction === "downgrade" ? `${id} -> ${parentNames(parents)}` : `${parentNames(parents)} -> ${id}`
}
