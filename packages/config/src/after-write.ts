import { AludelError } from "@aludel/core"

import { runCommand } from "./command.ts"
import type { LoadedConfig } from "./load.ts"

/**
 * Runs the commands of `afterWrite` on a file that was written, one after the other, in the configuration's folder.
 *
 * @throws AludelError `config/command` with what the first command printed that failed
 */
export async function afterWrite({ folder, settings }: LoadedConfig, path: string): Promise<void> {
  for (const command of [settings.afterWrite ?? []].flat()) {
    const { code, output } = await runCommand(command, [path], { cwd: folder })
    if (code === 0) continue
    throw new AludelError(
      "config/command",
      `\`${command}\` of \`afterWrite\` ended with exit code ${code}:\n${output.trim().replaceAll(/^/gm, "  ")}`,
      { hint: "No file was written. Try the command by itself, or take it out of the configuration." },
    )
  }
}
