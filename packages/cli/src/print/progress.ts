import { withoutPasswords } from "@aludel/config/node"
import type { EditedRevision, RunEvent } from "@aludel/core"

import type { Globals } from "../project/globals.ts"
import { liveLine, type LiveLine, type Terminal } from "./live-line.ts"
import { data, isContinuousIntegration, talk } from "./output.ts"
import { parentNames } from "./revision.ts"

/** How progress is printed. */
export interface ProgressOptions {
  /** Whether `--json` prints each event as a line of JSON on stdout. Default: false. */
  readonly events?: boolean | undefined
  /** Where long operations are shown while they run. Default: stderr. */
  readonly terminal?: Terminal | undefined
}

/**
 * Tells on stderr what a run does; `--verbose` adds operations, their SQL, and which scratch was chosen, once. On a
 * terminal an operation that takes long is shown with its time; one that took long stays, everywhere.
 */
export function printProgress(
  globals: Globals,
  { events = false, terminal = process.stderr }: ProgressOptions = {},
): (event: RunEvent) => void {
  const isSilent = globals.quiet === true || globals.json === true || isContinuousIntegration()
  const live = liveLine(isSilent ? { write() {} } : terminal)
  const place = placeOf()
  let scratch: string | undefined
  return (event) => {
    live.clear()
    place.follow(event)
    if (events && globals.json === true) data(withoutPasswords(JSON.stringify(event)))
    if (event.kind === "scratch-chosen") {
      if (event.sentence === scratch) return
      scratch = event.sentence
    }
    talk(globals, progressLine(event, globals.verbose === true))
    if (event.kind === "operation-finished") talk(globals, slowLine(event, place.text()))
    showLive(live, event, place.text())
  }
}

function showLive(live: LiveLine, event: RunEvent, place: string): void {
  if (event.kind === "operation")
    live.show((seconds) => `${place} ${event.description} ${seconds.toFixed(1)} s`)
  if (event.kind === "lock-waiting")
    live.show((seconds) => `waiting for the lock ${event.lock} ${seconds.toFixed(1)} s`)
}

/** `[3/12] 4f2a…`: how far a run has come. */
function placeOf() {
  let text = ""
  return {
    text: () => text,
    follow(event: RunEvent) {
      if (event.kind === "revision-started") text = `[${event.position}/${event.total}] ${short(event.id)}`
    },
  }
}

function short(id: string): string {
  return /^[0-9a-f]{12}$/.test(id) ? `${id.slice(0, 4)}…` : id
}

/** What stays of an operation that took more than a second; nothing of the others. */
export function slowLine(
  { description, milliseconds }: Extract<RunEvent, { kind: "operation-finished" }>,
  place: string,
): string {
  return milliseconds < 1000 ? "" : `  ${place} ${description} ${(milliseconds / 1000).toFixed(1)} s`
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
    case "drift":
      return driftText(event.details)
    case "planned":
    case "operation-finished":
    case "revision-finished":
    case "done":
    case "failed":
      return ""
  }
}

function driftText(details: readonly string[]): string {
  return [
    "The database is not as its revisions made it; what was generated leads from there:",
    ...details.map((detail) => `  ${detail}`),
    "hint: aludel check",
  ].join("\n")
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
