import { spawnSync } from "node:child_process"
import { createRequire } from "node:module"
import { join } from "node:path"

import type { Project } from "./project.ts"

const require = createRequire(new URL("../../../../package.json", import.meta.url))

/** What the compiler objects to in files of a project under `--strict`; empty when all is well. */
export function objections(project: Project, files: readonly string[]): string {
  const compiler = join(require.resolve("typescript/package.json"), "../bin/tsc")
  const flags = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2024", "--skipLibCheck"]
  const ours = ["--allowImportingTsExtensions", "--customConditions", "@aludel/source"]
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [compiler, ...flags, ...ours, "--types", "node", ...files],
    {
      cwd: project.folder,
      encoding: "utf8",
    },
  )
  // The sources of the packages, which stand outside the project, have a check of their own.
  return (stdout + stderr).replaceAll(/^\.\..*\n(?:\s.*\n)*/gm, "")
}
