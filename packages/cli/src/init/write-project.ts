import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"

import { configsIn, resolveFrom } from "@aludel/config/node"
import { AludelError } from "@aludel/core"

/** What a new project consists of. */
export interface NewProject {
  /** Paths, relative to the project's folder, with the texts of the files. */
  readonly files: Readonly<Record<string, string>>
  /** The packages that it needs. */
  readonly packages: readonly string[]
  /** What was found that its files refer to, in words. */
  readonly found: readonly string[]
  /** What to do next, a line each, behind the installation. */
  readonly next: readonly string[]
}

/** What was written, what was there already and left as it was, what has to be installed, what was found, and what comes next. */
export interface WrittenProject {
  readonly written: readonly string[]
  readonly kept: readonly string[]
  readonly install: readonly string[]
  readonly found: readonly string[]
  readonly next: readonly string[]
}

/**
 * Refuses a folder that has a configuration.
 *
 * @throws AludelError `config/exists`
 */
export function refuseConfigured(folder: string): void {
  const [existing] = configsIn(folder)
  if (existing === undefined) return
  throw new AludelError(
    "config/exists",
    `There is a configuration already: ${existing}. Nothing was written.`,
    { hint: "Edit it, or delete it and type `aludel init` again." },
  )
}

/** Writes the files of a new project. Nothing that exists is written over. */
export function writeProject(folder: string, { files, packages, found, next }: NewProject): WrittenProject {
  const paths = Object.keys(files)
  const kept = paths.filter((path) => existsSync(join(folder, path)))
  const written = paths.filter((path) => !kept.includes(path))
  for (const path of written) writeNew(join(folder, path), files[path] ?? "")
  const install = packages.filter((name) => !isInstalled(folder, name))
  return { written, kept, install, found, next }
}

/** Whether a package is there for the files of a folder. */
export function isInstalled(folder: string, name: string): boolean {
  return resolveFrom(folder, name) !== undefined
}

function writeNew(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text, { flag: "wx" })
}
