import type { Command } from "commander"

import { AludelError } from "@aludel/core"

import { optionsOf } from "../project/globals.ts"
import { namedRevisions } from "../project/named-revisions.ts"
import { workingFolder } from "../project/project.ts"

/** `aludel edit REVISION`: opens revision files in the editor. */
export function edit(program: Command): void {
  program
    .command("edit")
    .description("open revision files in $VISUAL or $EDITOR")
    .argument("<revision>", "an id or the beginning of one, a label, head, heads, current")
    .action(async (revision: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const found = await namedRevisions(options, revision)
      if (found.length === 0)
        throw new AludelError("revision/not-found", `No revision file is indicated by '${revision}'.`, {
          hint:
            revision === "current"
              ? "Nothing is applied to the database. The newest file: aludel edit head"
              : "To see what there is, run: aludel history",
        })
      const { openEditor } = await import("../editor/open-editor.ts")
      await openEditor(
        found.map(({ location }) => location),
        workingFolder(options),
      )
    })
}
