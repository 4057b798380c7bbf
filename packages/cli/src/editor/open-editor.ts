import { runCommand } from "@aludel/config/node"
import { AludelError } from "@aludel/core"

/**
 * Opens files in the editor and waits until it is closed. The editor is `$VISUAL`, else `$EDITOR`, which may have
 * options (`code --wait`), as Git takes them (git-scm.com/docs/git-var); else `vi`, on Windows `notepad`.
 *
 * @throws AludelError `cli/editor` where it ends with an error
 */
export async function openEditor(paths: readonly string[], cwd: string): Promise<void> {
  const { VISUAL, EDITOR } = process.env
  const editor = VISUAL || EDITOR || (process.platform === "win32" ? "notepad" : "vi")
  const { code } = await runCommand(editor, paths, { cwd, terminal: true })
  if (code === 0) return
  throw new AludelError("cli/editor", `The editor \`${editor}\` ended with exit code ${code}.`, {
    hint: "Set VISUAL or EDITOR to the command that opens your editor: EDITOR=nano aludel edit head",
  })
}
