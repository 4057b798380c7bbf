import type { Command } from "commander"

import { revisionEntry } from "../print/revision.ts"
import { printRevisions } from "../print/revisions.ts"
import { optionsOf } from "../project/globals.ts"
import { namedRevisions } from "../project/named-revisions.ts"

/** `aludel show REVISION`: all there is to say of one revision, or of several. */
export function show(program: Command): void {
  program
    .command("show")
    .description("show revisions in full")
    .argument("<revision>", "an id or the beginning of one, a label, head, heads, current")
    .action(async (revision: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      printRevisions(options, await namedRevisions(options, revision), revisionEntry)
    })
}
