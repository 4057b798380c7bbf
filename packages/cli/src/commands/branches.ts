import type { Command } from "commander"

import { data, json } from "../print/output.ts"
import { branchEntry, branchLines } from "../print/revision.ts"
import { optionsOf } from "../project/globals.ts"
import { withHistory } from "../project/with-history.ts"

/** `aludel branches`: the revisions that several follow. */
export function branches(program: Command): void {
  program
    .command("branches")
    .description("list the revisions from which branches part")
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      await withHistory(options, async (history) => {
        const all = new Map((await history.history()).map((revision) => [revision.id, revision]))
        const print = options.verbose ? branchEntry : branchLines
        const found = await history.branches()
        if (options.json) json(found)
        else data(found.map((each) => print(each, (id) => all.get(id))).join("\n"))
      })
    })
}
