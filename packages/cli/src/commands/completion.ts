import { Argument, type Command } from "commander"

import { data } from "../print/output.ts"

/** `aludel completion SHELL`, and what its script calls: `aludel complete -- WORDS…`. */
export function completion(program: Command): void {
  program
    .command("completion")
    .description("print the script that completes commands, options and revisions in a shell")
    .addArgument(new Argument("<shell>").choices(["bash", "zsh", "fish"]))
    .action(async (shell: "bash" | "zsh" | "fish") => {
      const { scripts } = await import("../completion/script.ts")
      data(scripts[shell])
    })
  program
    .command("complete", { hidden: true })
    .argument("[words...]")
    .action(async (words: readonly string[]) => {
      const { complete } = await import("../completion/complete.ts")
      const found = await complete(program, words)
      data(found.map(({ word, about }) => (about === "" ? word : `${word}\t${about}`)).join("\n"))
    })
}
