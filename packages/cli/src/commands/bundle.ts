import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, relative, resolve } from "node:path"
import type { Command } from "commander"

import { exitCode } from "../exit-code.ts"
import { data, talk } from "../print/output.ts"
import { optionsOf } from "../project/globals.ts"
import { withHistory } from "../project/with-history.ts"

interface BundleCommandOptions {
  readonly output?: string
  readonly check?: true
}

/** `aludel bundle`: the index from which an application that is bundled to one file has its revisions. */
export function bundle(program: Command): void {
  program
    .command("bundle")
    .description("write the index that an application imports its revisions from where it is bundled")
    .option("-o, --output <path>", "where to (default: the folder's name with .ts, beside it: migrations.ts)")
    .option("--check", `write nothing; exit code ${exitCode.found} unless it is there and up to date`)
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<BundleCommandOptions>(command)
      await withHistory(options, async (history, { cwd, config }) => {
        const [folder = "migrations"] = config.migrations
        const path = resolve(cwd, options.output ?? `${folder.replace(/\/+$/, "")}.ts`)
        const shown = relative(cwd, path)
        const text = await history.bundle({
          specifier: (location) => specifier(path, resolve(cwd, location)),
        })
        if (existsSync(path) && readFileSync(path, "utf8") === text)
          return talk(options, `${shown} is up to date.`)
        if (options.check) {
          talk(options, `${shown} is not up to date.\nhint: aludel bundle${outputOption(options)}`)
          process.exitCode = exitCode.found
          return
        }
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, text)
        data(shown)
      })
    })
}

/** A path as a module says it: with slashes, from where the other one lies. */
function specifier(from: string, to: string): string {
  const path = relative(dirname(from), to).replaceAll("\\", "/")
  return path.startsWith(".") ? path : `./${path}`
}

function outputOption({ output }: BundleCommandOptions): string {
  return output === undefined ? "" : ` --output ${output}`
}
