import { spawn } from "node:child_process"

import { AludelError } from "@aludel/core"

/**
 * Opens files in the editor and waits until it is closed. The editor is `$VISUAL`, else `$EDITOR`, which may have
 * options (`code --wait`), as Git takes them (git-scm.com/docs/git-var); else `vi`, on Windows `notepad`.
 *
 * @throws AludelError `cli/editor` where it can't be started or ends with an error
 */
export async function openEditor(paths: readonly string[]): Promise<void> {
  const windows = process.platform === "win32"
  const { VISUAL, EDITOR } = process.env
  const editor = VISUAL || EDITOR || (windows ? "notepad" : "vi")
  const code = await new Promise<number | null>((resolve, reject) => {
    // The shell takes the editor's own options apart; the paths are never read by it.
    const started = windows
      ? spawn(`${editor} ${paths.map((path) => `"${path}"`).join(" ")}`, { stdio: "inherit", shell: true })
      : spawn("sh", ["-c", `${editor} "$@"`, editor, ...paths], { stdio: "inherit" })
    started.on("error", reject)
    started.on("close", resolve)
  })
  if (code === 0) return
  throw new AludelError("cli/editor", `The editor \`${editor}\` ended with exit code ${code}.`, {
    hint: "Set VISUAL or EDITOR to the command that opens your editor: EDITOR=nano aludel edit head",
  })
}
