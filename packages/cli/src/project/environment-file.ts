import { existsSync } from "node:fs"
import { resolve } from "node:path"

import { AludelError } from "@aludel/core"

/**
 * Sets the variables of a file that the environment lacks; those that are set stay.
 *
 * @param path relative to the working folder. Default: `.env` there, if there is one
 * @throws AludelError `config/not-found` where a file that was named is not there
 */
export function readEnvironmentFile(cwd: string, path: string | undefined): void {
  const file = resolve(cwd, path ?? ".env")
  if (existsSync(file)) return process.loadEnvFile(file)
  if (path === undefined) return
  throw new AludelError("config/not-found", `There is no file of environment variables at ${path}.`, {
    hint: "Check --env-file; it is relative to the working folder.",
  })
}
