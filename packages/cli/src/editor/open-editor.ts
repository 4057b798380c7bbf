import { runCommand } from "@aludel/config/node"
import { AludelError } from "@aludel/core"

/**
 * Opens files in the editor and waits until it is closed. The editor is `$VISUAL`, else `$EDITOR`, which may have
 * options (`code --wait`), as Git takes them (git-scm.com/docs/git-var); else `vi`, on Windows `notepad`.
 *
 * @throws AludelError `cli/editor` where it ends with an error, or there is no terminal for `vi`
 */
export async function openEditor(paths: readonly string[], cwd: string): Promise<void> {
  const { VISUAL, EDITOR } = process.env
  const editor = VISUAL || EDITOR || ownEditor()
  const { code } = await runCommand(editor, paths, { cwd, terminal: true })
  if (code === 0) return
  throw new AludelError("cli/editor", `The editor \`${editor}\` ended with exit code ${code}.`, {
    hint: "Set VISUAL or EDITOR to the command that opens your editor: EDITOR=nano aludel edit head",
  })
}

function ownEditor(): string {
  if (process.platform === "win32") return "notepad"
  if (process.stdin.isTTY && process.stdout.isTTY) return "vi"
  throw new AludelError("cli/editor", "There is no terminal to open vi in.", {
    hint: "Set VISUAL or EDITOR to the command that opens your editor: EDITOR='code --wait' aludel edit head",
  })
}
