import type { NewRevision } from "@aludel/core"

import type { Globals } from "../project/globals.ts"
import { data, json, talk } from "./output.ts"

/** Prints where a new revision was written and what is in it. */
export function printNewRevision(globals: Globals, revision: NewRevision): void {
  talk(globals, revisionTalk(revision))
  if (globals.json) return json(revision)
  if (revision.location !== undefined) data(revision.location)
}

/** What is said beside the path: the changes, and what was left alone. */
export function revisionTalk({ location, summary, unmanaged }: NewRevision): string {
  const nothing =
    location === undefined ? ["No changes: the database is as declared. Nothing was written."] : []
  const alone = unmanaged.map((object) => `  ${object}`)
  const left =
    alone.length === 0 ? [] : ["Left alone, for no declaration and no revision knows it:", ...alone]
  return [...nothing, ...summary.map((line) => `  ${line}`), ...left].join("\n")
}
