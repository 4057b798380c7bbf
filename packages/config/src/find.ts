import { existsSync, statSync } from "node:fs"
import { dirname, join, resolve } from "node:path"

import { AludelError } from "@aludel/core"

const endings = ["ts", "mts", "js", "mjs", "yaml", "yml", "json"]

/**
 * Finds `aludel.config.*` in a folder or the nearest folder above it. The search ends with the first folder that has
 * a `package.json`, so that one package of a monorepo never works with the configuration of another.
 *
 * @throws AludelError `config/not-found`; `config/invalid` where two lie in one folder
 */
export function findConfig(cwd: string): string {
  for (const folder of foldersUp(resolve(cwd))) {
    const found = endings
      .map((ending) => join(folder, `aludel.config.${ending}`))
      .filter((path) => existsSync(path))
    if (found.length > 1) throw twoConfigs(found)
    if (found[0] !== undefined) return found[0]
  }
  throw new AludelError(
    "config/not-found",
    `There is no aludel.config.ts (or ${endings.slice(1).join(", ")}) in ${cwd}.`,
    {
      hint: "Type `aludel init` to write one, or name it with --config PATH.",
    },
  )
}

/** The paths of the configurations that lie in a folder; there should be one at most. */
export function configsIn(folder: string): readonly string[] {
  return endings.map((ending) => join(folder, `aludel.config.${ending}`)).filter((path) => existsSync(path))
}

/**
 * The absolute path of a configuration that was named.
 *
 * @throws AludelError `config/not-found`; `config/invalid` where it is no file of a kind that a configuration can be
 */
export function namedConfig(cwd: string, path: string): string {
  const absolute = resolve(cwd, path)
  if (existsSync(absolute)) {
    if (endings.some((ending) => absolute.endsWith(`.${ending}`)) && !statSync(absolute).isDirectory())
      return absolute
    throw new AludelError("config/invalid", `${path} can't be a configuration.`, {
      hint: `It is a file that ends in .${endings.slice(0, -1).join(", .")} or .${endings.at(-1)}.`,
    })
  }
  throw new AludelError("config/not-found", `There is no configuration at ${path}.`, {
    hint: "Check --config, or type `aludel init` to write one.",
  })
}

function foldersUp(folder: string): string[] {
  const parent = dirname(folder)
  const last = parent === folder || existsSync(join(folder, "package.json"))
  return last ? [folder] : [folder, ...foldersUp(parent)]
}

function twoConfigs(paths: readonly string[]): AludelError {
  return new AludelError("config/invalid", `There are several configurations: ${paths.join(", ")}.`, {
    hint: "Delete all but one, or name the one that is meant with --config PATH.",
  })
}
