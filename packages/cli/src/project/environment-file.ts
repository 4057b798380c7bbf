import { existsSync } from "node:fs"
import { resolve } from "node:path"

import { AludelError } from "@aludel/core"

/**
 * Sets the variables of a file that the environment lacks; those that are set stay.
 *
 * @param path relative to where the command was started, not to `cwd`: Node.js takes `--env-file` for its own option
 * wherever it stands, and has read that file before us (github.com/nodejs/node/issues/54232). Default: `.env` in `cwd`, if there is one
 * @throws AludelError `config/not-found` where a file that was named is not there
 */
export function readEnvironmentFile(cwd: string, path: string | undefined): void {
  const file = path === undefined ? resolve(cwd, ".env") : resolve(path)
  if (existsSync(file)) return process.loadEnvFile(file)
  if (path === undefined) return
  throw new AludelError("config/not-found", `There is no file of environment variables at ${path}.`, {
    hint: "Check --env-file; it is relative to the folder in which the command is started.",
  })
}
